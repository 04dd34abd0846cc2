// Comforts only – everything works without it: keys, ticked rows, ballot progress, counting what an htmx list shows.
(function () {
  "use strict";
  const one = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const rows = () => all("table.list[data-rows] tbody tr");
  let current = -1;

  function go(by) {
    const found = rows();
    if (!found.length) return;
    found.forEach((row) => row.classList.remove("cur"));
    current = Math.max(0, Math.min(found.length - 1, current + by));
    found[current].classList.add("cur");
    const link = one("a", found[current]);
    if (link) link.focus({ preventScroll: true });
    found[current].scrollIntoView({ block: "nearest" });
  }

  function ticked() {
    const boxes = all("td.check input[type=checkbox]");
    let n = boxes.filter((box) => box.checked).length + all("[data-lines]:checked").reduce((sum, box) => sum + Number(box.dataset.lines), 0);
    all("[data-heap]").forEach((heap) => {  // chosen whole: its size counts, less what is ticked to stay out
      const how = (one("input[data-how]:checked", heap) || { dataset: {} }).dataset.how;
      const inside = all("td.check input:checked", heap).length;
      heap.classList.toggle("sparing", how === "tru");
      if (how) n += Number(heap.dataset.heap) - inside * (how === "tru" ? 2 : 1);
    });
    boxes.forEach((box) => box.closest("tr").classList.toggle("sel", box.checked));
    const whole = one("[data-whole]:checked");
    if (whole) n = Number(whole.dataset.whole);
    all("[data-ticked]").forEach((place) => { place.textContent = Math.max(0, n - Number(place.dataset.twice || 0)).toLocaleString("vi-VN"); });
    all("[data-needs-ticks]").forEach((place) => { place.hidden = !n; });
  }

  function ballot() {
    const form = one("form[data-ballot]");
    if (!form) return;
    const sets = all("fieldset.ballot", form);
    const chosen = sets.filter((set) => one("input:checked", set)).length;
    all("[data-chosen]").forEach((place) => { place.textContent = chosen; });
    all("[data-left]").forEach((place) => { place.textContent = sets.length - chosen; });
    const bar = one("progress[data-progress]");
    if (bar) bar.value = chosen;
  }

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape") all("details[data-closes][open]").forEach((menu) => { menu.open = false; one("summary", menu).focus(); });
    if (event.key === "F9") { const button = one("[data-key=F9]"); if (button) { event.preventDefault(); button.click(); } return; }
    if (event.altKey && event.key.toLowerCase() === "p") { const link = one("[data-key=print]"); if (link) { event.preventDefault(); link.click(); } return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (event.key === "/") { const field = one("#q0"); if (field) { event.preventDefault(); field.focus(); } }
    else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "x" && rows()[current]) {
      const box = one("td.check input", rows()[current]);
      if (box) { box.checked = !box.checked; ticked(); }
    } else if (event.key === "?" && one("#keys")) one("#keys").showModal();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      const group = event.target.closest("table, details, form");  // above the table it shows on a phone too
      all("td.check input[type=checkbox]", group).forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
    ticked();
    ballot();
  });

  document.addEventListener("click", (event) => {
    all("details[data-closes][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const opener = event.target.closest("[data-opens]");
    if (opener) { one("details[data-closes][open]").open = false; one("#" + opener.dataset.opens).showModal(); }
    const rest = event.target.closest("[data-choose-rest]");
    if (rest) {
      event.preventDefault();
      all("form[data-ballot] fieldset.ballot").forEach((set) => {
        const choice = one("input[value='" + rest.dataset.chooseRest + "']", set);
        if (choice && !one("input:checked", set)) choice.checked = true;
      });
      ballot();
    }
    const unchosen = event.target.closest("[data-next-unchosen]") && all("form[data-ballot] fieldset.ballot").find((set) => !one("input:checked", set));
    if (unchosen) {
      event.preventDefault();
      unchosen.scrollIntoView({ block: "center" });
      one("input", unchosen).focus({ preventScroll: true });
    }
  });

  document.addEventListener("submit", (event) => {  // a second click does not send twice; the server would refuse it anyway
    const form = event.target, by = event.submitter;
    if (by && (by.formTarget === "_blank" || by.hasAttribute("data-stays"))) return;  // a paper or a file: the page stays, to be worked on
    if (form.method === "post" && !form.hasAttribute("data-again")) setTimeout(() => all("button[type=submit], button:not([type])", form).forEach((b) => { b.disabled = true; }), 0);
  });
  window.addEventListener("pageshow", () => all("form button[disabled]").forEach((b) => { if (!b.hasAttribute("data-off")) b.disabled = false; }));

  document.addEventListener("htmx:afterSwap", () => {
    current = -1;
    const live = one("#live");
    if (live) live.textContent = "Đã cập nhật danh sách: " + rows().length + " dòng";
    ticked();
  });

  function tell(words) {
    one("#live").textContent = words;
    const box = document.createElement("div");
    box.className = "message message-error";
    box.textContent = words;
    one("main").prepend(box);
  }
  document.addEventListener("htmx:beforeSwap", (event) => {  // logged out meanwhile: the answer is the login page, not the list
    if (event.detail.xhr.responseURL.includes("/login/")) { event.detail.shouldSwap = false; window.location.reload(); }
  });
  document.addEventListener("htmx:sendError", () => tell("Không kết nối được máy chủ; chưa có gì thay đổi. Hãy kiểm tra mạng rồi làm lại."));
  document.addEventListener("htmx:responseError", () => tell("Máy chủ không làm được việc này; chưa có gì thay đổi. Hãy tải lại trang rồi làm lại."));

  const summary = one(".summary");
  if (summary) summary.focus();
  ticked();
  ballot();
})();
