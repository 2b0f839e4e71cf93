/* The ceremony of a passkey: the form says which ("create" or "get") and with which options; its answer goes into the
   hidden field "credential" and is posted. Without script the form says why there is no button. */
"use strict";

(() => {
  const able = () => window.PublicKeyCredential && window.webauthnJSON;

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }

  async function perform(form) {
    const failed = form.querySelector("[data-passkey-failed]");
    failed.textContent = "";
    try {
      const credential = await window.webauthnJSON[form.dataset.passkey](await options(form));
      form.elements.credential.value = JSON.stringify(credential);
      form.requestSubmit();
    } catch {
      failed.textContent = failed.dataset.passkeyFailed; // refused by the person, the device or the time
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!able()) return;
    document.querySelectorAll("form[data-passkey]").forEach((form) => {
      form.querySelector("[data-passkey-unable]").hidden = true;
      form.querySelector("[data-passkey-able]").hidden = false;
      form.addEventListener("submit", (event) => {
        if (form.elements.credential.value) return;
        event.preventDefault();
        perform(form);
      });
    });
  });
})();
