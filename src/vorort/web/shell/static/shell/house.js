/* Small helps on top of pages that work without them: no double submit, saving while typing, focus that stays. */
"use strict";

(() => {
  const RETRY_AFTER_MS = 5000;
  const ANSWER_WITHIN_MS = 5000;
  const ASK_AGAIN_MS = 900; // as long as typing pauses before it is saved
  const unsaved = new Set(); // forms with something typed that the server has not acknowledged
  const edits = new WeakMap(); // how often a form was changed
  const flying = new Map(); // forms being saved, with the number of edits they were sent with
  const waiting = new Map(); // forms to submit as soon as they are saved, with the button pressed
  const retries = new Map();
  const reached = new WeakSet(); // forms whose server has just answered
  let leaving = false;

  const savingForm = (element) => (element instanceof Element ? element.closest("form[data-autosave]") : null);
  const formOf = (event) => savingForm(event.detail.requestConfig.elt); // not detail.elt: that is the target when swapping
  const path = (address) => new URL(address, location.href).pathname;

  /* --- A form is submitted once ---------------------------------------------------------------------------------- */
  function mark(form, submitted) {
    form.toggleAttribute("data-submitted", submitted);
    for (const element of form.elements) {
      if (element.type !== "submit") continue;
      if (submitted) element.setAttribute("aria-disabled", "true");
      else element.removeAttribute("aria-disabled");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.hasAttribute("data-submitted")) {
      event.preventDefault();
    } else if (flying.has(form)) {
      event.preventDefault(); // the answer brings the new version with it; submitting the old one would conflict with ourselves
      waiting.set(form, event.submitter);
    } else if (savingForm(form) && (retries.has(form) || !navigator.onLine)) {
      event.preventDefault(); // without a connection or a session the page and what was typed would be gone
      waiting.set(form, event.submitter);
      unsaved.add(form);
      saveAgain(form);
    } else if (reached.delete(form)) {
      leaving = true;
      mark(form, true);
    } else {
      event.preventDefault();
      sendWhenServerAnswers(form, event.submitter);
    }
  });

  /* --- A form leaves the page only when the server answers; else the browser's own error page would take it ------- */
  async function serverAnswers() {
    const asked = { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
    try {
      return (await fetch("/gesund/", asked)).status < 500;
    } catch {
      return false;
    }
  }

  async function sendWhenServerAnswers(form, button) {
    form.querySelector(".no-answer")?.remove();
    mark(form, true);
    const answers = await serverAnswers();
    mark(form, false);
    if (!form.isConnected) return;
    if (answers) {
      reached.add(form);
      form.requestSubmit(button?.form === form ? button : null);
    } else if (savingForm(form)) {
      waiting.set(form, button);
      unsaved.add(form);
      saveAgain(form);
    } else {
      form.append(document.getElementById("no-answer").content.cloneNode(true));
      form.querySelector(".no-answer").scrollIntoView({ block: "nearest" });
    }
  }

  window.addEventListener("pageshow", () => {
    leaving = false;
    document.querySelectorAll("form[data-submitted]").forEach((form) => mark(form, false));
  });

  function submitWaiting(form) {
    if (flying.has(form) || !waiting.has(form)) return;
    const button = waiting.get(form);
    waiting.delete(form);
    if (form.isConnected) form.requestSubmit(button);
  }

  /* --- Saving while typing --------------------------------------------------------------------------------------- */
  function say(state, detail = "") {
    const place = document.getElementById("save-state");
    if (!place) return;
    const sentence = (place.dataset[state] || "") + detail;
    place.toggleAttribute("data-failed", !["idle", "saving", "saved"].includes(state));
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

  function saveAgain(form) {
    clearTimeout(retries.get(form));
    retries.delete(form);
    if (form.isConnected && unsaved.has(form)) window.htmx.trigger(form, "vorort:save-again");
  }

  function failed(form, state) {
    unsaved.add(form);
    say(state);
    clearTimeout(retries.get(form));
    retries.set(form, setTimeout(() => saveAgain(form), RETRY_AFTER_MS));
  }

  function stateAfter(detail) {
    const { xhr } = detail;
    if (xhr.status === 0) return "offline";
    if (xhr.status === 403 || path(xhr.responseURL) !== path(detail.requestConfig.path)) return "signedOut";
    if (xhr.status === 422) return "invalid";
    return detail.successful ? "saved" : "fault";
  }

  /* What the server has just said of each field stands beside it, as after sending the form without script. */
  function showErrors(form) {
    form.querySelectorAll(".field .kern-error, .error-summary:not(#save-result *)").forEach((said) => said.remove());
    for (const mark of ["kern-form-input--error", "kern-fieldset--error"]) {
      form.querySelectorAll(`.${mark}`).forEach((field) => field.classList.remove(mark));
    }
    form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
    form.querySelectorAll("#save-result [data-error]").forEach((link) => showError(link.hash.slice(1), link.dataset.error));
  }

  function showError(id, sentence) {
    const input = document.getElementById(id);
    const field = input?.closest(".field");
    if (!field) return;
    const said = Object.assign(document.createElement("div"), { className: "kern-error", id: `${id}_error` });
    said.append(Object.assign(document.createElement("p"), { className: "kern-body", textContent: sentence }));
    field.append(said);
    field.classList.add(field.matches("fieldset") ? "kern-fieldset--error" : "kern-form-input--error");
    input.setAttribute("aria-invalid", "true");
    const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== said.id);
    input.setAttribute("aria-describedby", [...described, said.id].join(" "));
  }

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = savingForm(event.target);
      if (!form) return;
      unsaved.add(form);
      if (retries.has(form)) waiting.delete(form); // whoever goes on writing wants to stay
      edits.set(form, (edits.get(form) || 0) + 1);
    });
  }

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token && event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token[1];
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    flying.set(form, edits.get(form) || 0);
    say("saving");
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = formOf(event);
    if (!form) return;
    const wroteOn = event.detail.xhr.status === 409 && flying.get(form) !== (edits.get(form) || 0);
    if (stateAfter(event.detail) !== "signedOut" && !wroteOn) return;
    event.detail.shouldSwap = false; // the refusing page would take away what was written since it was asked for
    event.detail.isError = true;
    if (wroteOn) setTimeout(() => saveAgain(form), ASK_AGAIN_MS);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    const sent = flying.get(form);
    const state = stateAfter(event.detail);
    flying.delete(form);
    if (state === "saved" || state === "invalid") showErrors(form);
    if (state === "saved") {
      if (sent === (edits.get(form) || 0)) unsaved.delete(form);
      say("saved", clock());
    } else if (state === "invalid") {
      say("invalid");
    } else if (event.detail.xhr.status !== 409) {
      failed(form, state);
    }
    if (!retries.has(form)) setTimeout(() => submitWaiting(form)); // a queued save starts first
  });

  window.addEventListener("online", () => [...unsaved].forEach(saveAgain));

  window.addEventListener("beforeunload", (event) => {
    for (const form of unsaved) if (!form.isConnected) unsaved.delete(form);
    if (unsaved.size && !leaving) event.preventDefault();
  });

  /* --- Focus ----------------------------------------------------------------------------------------------------- */
  let focused = null;

  document.addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    focused = active && active !== document.body ? { id: active.id, name: active.getAttribute("name") } : null;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!focused || document.activeElement !== document.body) return;
    const byName = focused.name && document.querySelector(`main [name="${CSS.escape(focused.name)}"]`);
    const heir = (focused.id && document.getElementById(focused.id)) || byName || document.querySelector("main");
    heir?.focus({ preventScroll: true });
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-error-summary]:not(.sample *)")?.focus(); // not the one the gallery shows
    if (document.querySelector("form[data-autosave]")) say("idle");
  });
})();
