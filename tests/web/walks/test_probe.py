import os, time
import pytest
from tests.web.walks.every_page import *
from tests.web.walks.looks import looks
OUT="/tmp/looks"
os.makedirs(OUT, exist_ok=True)
@pytest.mark.parametrize("pages", [pages_of_everybody, pages_of_the_applicant, pages_of_the_authority])
def test_probe(people, scene, pages, complaints):
    for name, person in pages(people, scene):
        p = person.page
        for scheme, width in looks(p, (390, 1280)):
            if scheme == "dark" and width == 390: continue
            p.screenshot(path=f"{OUT}/{name}-{width}-{scheme}.png", full_page=True)
        w = 320
        p.set_viewport_size({"width": 320, "height": 900})
        if p.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            print("WIDE", name, p.evaluate("""[...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className + ' ' + e.getBoundingClientRect().right + ' ' + (e.textContent||'').slice(0,40)).slice(0,12).join('\\n')"""))
        small = p.evaluate("""[...document.querySelectorAll('a,button,input:not([type=hidden]),select,summary,textarea')].map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width && (r.height < 24 || r.width < 24)).map(([e, r]) => e.tagName + ' ' + Math.round(r.width) + 'x' + Math.round(r.height) + ' ' + (e.innerText||e.name||'').slice(0, 40))""")
        if small: print("SMALL", name, small)
    complaints.sentences.clear()
