// Small helps for people whose browser runs scripts; every page works without this file.
"use strict";

const number = new Intl.NumberFormat("en-US");

// Characters left, said again to screen readers only now and then.
for (const box of document.querySelectorAll("textarea[data-left]")) {
  const out = document.getElementById(box.dataset.left);
  const limit = Number(box.dataset.limit);
  const show = () => {
    const left = limit - [...box.value.replace(/\r\n/g, "\n")].length;
    out.textContent = out.dataset.words.replace("{n}", number.format(left));
    out.classList.toggle("error", left < 0);
  };
  box.addEventListener("input", show);
  show();
}

// Keep a draft at central while it is typed: half a second after the last key, one request at a time.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const state = document.getElementById(form.dataset.state);
  let timer = 0;
  let sending = false;
  let again = false;
  const save = async () => {
    if (sending) { again = true; return; }
    sending = true;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      state.hidden = !answer.ok;
    } catch {
      state.hidden = true;
    }
    sending = false;
    if (again) { again = false; save(); }
  };
  form.addEventListener("input", () => { state.hidden = true; clearTimeout(timer); timer = setTimeout(save, 500); });
}

// Pictures: send them for checking as soon as they are chosen, and say so.
for (const input of document.querySelectorAll("input[type=file][data-now]")) {
  input.addEventListener("change", () => {
    if (!input.files.length) return;
    const strip = document.getElementById(input.dataset.now);
    for (const file of input.files) {
      const picture = document.createElement("img");
      picture.alt = file.name;
      picture.addEventListener("error", () => picture.remove());
      picture.src = URL.createObjectURL(file);
      strip.append(picture);
    }
    strip.hidden = false;
    const note = document.getElementById(input.dataset.note);
    if (note) note.hidden = false;
    input.form.requestSubmit();
  });
}

// A second press must not send twice (central would refuse it; this spares the fright).
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// With scripts, choosing files is enough: the button for it may go. Threads open at their newest line.
for (const button of document.querySelectorAll("[data-hide-with-script]")) button.hidden = true;
const end = document.querySelector("[data-end]");
if (end && !location.hash && !location.search && document.documentElement.scrollHeight > window.innerHeight * 1.5) {
  end.scrollIntoView({ block: "end" });
}
