// Where the keyboard stands now: is it the wanted element, and can a person see that it has the focus?
(wanted) => {
  const now = document.activeElement;
  if (!now || now === document.body) return { wanted: false, visible: true, name: "body" };
  const style = getComputedStyle(now);
  const box = now.getBoundingClientRect();
  const x = Math.max(0, Math.min(innerWidth - 1, box.left + box.width / 2));
  const y = Math.max(0, Math.min(innerHeight - 1, box.top + box.height / 2));
  const top = document.elementFromPoint(x, y);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
  const covered = inside && !(top && (now.contains(top) || top.contains(now) || [...(now.labels || [])].some((label) => label.contains(top))));
  return {
    wanted: now === wanted,
    visible: outlined && inside && !covered,
    outline: `${style.outlineStyle} ${style.outlineWidth}`,
    inside,
    coveredBy: covered && top ? top.outerHTML.slice(0, 120) : "",
    name: now.outerHTML.slice(0, 160),
  };
}
