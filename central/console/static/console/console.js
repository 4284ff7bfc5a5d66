// The queue by keyboard: A approves, R goes to the reasons, J and K move. Not while typing.
"use strict";

document.addEventListener("keydown", (event) => {
  const queue = document.querySelector("[data-queue]");
  if (!queue || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("textarea, select, input:not([type=radio])");
  if (event.key === "Escape") { event.target.blur(); return; }
  if (typing) return;
  const target = queue.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.type === "radio") { target.focus(); target.checked = true; } else target.click();
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
document.addEventListener("change", (event) => { if (event.target.matches("[data-go]")) event.target.form.submit(); });
