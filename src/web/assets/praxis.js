// Everything here is a convenience: each page is complete without it. It has no words of its own – what it says stands
// in attributes of the page – and it loads nothing from elsewhere.
"use strict";
(() => {
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const narrow = matchMedia("(max-width: 61.99rem)");
  const say = (text) => { $("#live").textContent = text; };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // ---- Results in place: the same address, the same page, without leaving the place one is at ----

  const searchPath = () => $("#search")?.getAttribute("action");
  const onSearch = () => location.pathname === searchPath() && $("#results");
  let running = null;

  // What the form would send, without what is empty.
  const formAddress = () => {
    const form = $("#search");
    const sent = new URLSearchParams();
    for (const [key, value] of new FormData(form)) if (value) sent.append(key, value);
    if (sent.get("sort") === "relevance") sent.delete("sort");
    const text = sent.toString();
    return searchPath() + (text ? "?" + text : "");
  };

  const swap = (page, focusOn) => {
    const focused = document.activeElement?.id;
    const kept = new Map($$("#filters [data-keep]").map((details) => [details.dataset.keep, details.open]));
    const looked = new Map($$("#filters .facet").map((facet) => [facet.dataset.facet, $(".find", facet)?.value ?? ""]));
    const scrolled = $("#filters .sheet-body").scrollTop;
    for (const part of ["#filters", "#results", "#languages"]) {
      const from = $(part, page), to = $(part);
      if (from && to) to.replaceChildren(...from.childNodes);
    }
    document.title = page.title;
    for (const details of $$("#filters [data-keep]")) {
      const was = kept.get(details.dataset.keep);
      if (was !== undefined) details.open = was || details.open && !details.matches(".facet");
    }
    finders();
    for (const facet of $$("#filters .facet")) {
      const box = $(".find", facet), text = looked.get(facet.dataset.facet);
      if (box && text) { box.value = text; look(box); }
    }
    $("#filters .sheet-body").scrollTop = scrolled;
    const target = focusOn ? $(focusOn) : focused && document.getElementById(focused);
    if (target && target !== document.activeElement) target.focus({ preventScroll: true });
    say($("#total")?.innerText ?? "");
  };

  const show = async (address, { push = true, focusOn = null, top = false } = {}) => {
    running?.abort();
    const request = running = new AbortController();
    $("#results").setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !$("#results", page)) throw new Error("not a page of results");
      if (push) history.pushState({ praxis: true }, "", address);
      const typed = $("#q", page);
      if (typed && document.activeElement !== $("#q")) $("#q").value = typed.value;
      swap(page, focusOn);
      if (top) scrollTo({ top: 0 });
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    } finally {
      if (running === request) $("#results").removeAttribute("aria-busy");
    }
  };

  addEventListener("popstate", () => { if (onSearch() && !location.hash) show(location.href, { push: false }); });

  document.addEventListener("change", (event) => {
    if (event.target.form?.id === "search" && event.target.id !== "q" && onSearch()) show(formAddress());
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "search") return;
    close();
    if (!onSearch()) return;
    event.preventDefault();
    show(formAddress(), { focusOn: narrow.matches || document.activeElement.id !== "q" ? "#asked" : null, top: true });
    sheet(false);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const href = link.getAttribute("href");
    if (href === "#filters") { event.preventDefault(); sheet(true); return; }
    if (href === "#results" && $("#filters.open")) { event.preventDefault(); sheet(false); return; }
    if (!onSearch() || link.pathname !== searchPath() || link.hash || link.closest("nav.pages, #languages")) return;
    event.preventDefault();
    const paging = link.closest(".paging");
    const focusOn = link.id && $("#filters").contains(link) ? null : "#asked";
    show(link.href, { focusOn, top: Boolean(paging) });
  });

  // ---- The sheet of filters on a narrow screen: a dialog ----

  const outside = () => [$(".skip"), $("header.site"), $("#results"), $("footer.site")];
  const sheet = (open) => {
    const filters = $("#filters");
    if (!filters || filters.classList.contains("open") === open) return;
    filters.classList.toggle("open", open);
    root.classList.toggle("sheet-open", open);
    for (const part of outside()) if (part) part.inert = open;
    if (open) {
      filters.setAttribute("role", "dialog");
      filters.setAttribute("aria-modal", "true");
      $("#close-filters").focus();
    } else {
      filters.removeAttribute("role");
      filters.removeAttribute("aria-modal");
      $("#open-filters")?.focus();
    }
  };
  narrow.addEventListener("change", () => { if (!narrow.matches) sheet(false); });

  // ---- Looking for one of many values ----

  const look = (box) => {
    const wanted = fold(box.value.trim());
    const within = box.parentElement;
    const visit = (item) => {
      const own = fold(item.querySelector("a, .name")?.textContent ?? "").includes(wanted);
      const below = $$("li", item).filter((child) => child.parentElement.closest("li") === item).map(visit).some(Boolean);
      item.hidden = !(own || below);
      const narrower = $(":scope > details", item);
      if (narrower) {
        if (wanted && below) { narrower.dataset.was ??= String(narrower.open); narrower.open = true; }
        else if (!wanted && narrower.dataset.was) { narrower.open = narrower.dataset.was === "true"; delete narrower.dataset.was; }
      }
      return own || below;
    };
    const items = $$("ul.values > li, ul.entries > li, ul.tree > li", within).filter((item) => !item.parentElement.closest("li"));
    items.forEach(visit);
    const more = $(":scope > .more", within);
    if (more && wanted) { more.dataset.was ??= String(more.open); more.open = true; }
    else if (more && more.dataset.was) { more.open = more.dataset.was === "true"; delete more.dataset.was; }
  };
  const finders = () => $$(".find[hidden]").forEach((box) => { box.hidden = false; });
  document.addEventListener("input", (event) => { if (event.target.matches(".find")) look(event.target); });
  document.addEventListener("keydown", (event) => {
    // Enter in such a box must not send a form.
    if (event.target.matches?.(".find") && event.key === "Enter") event.preventDefault();
  });

  // ---- Suggestions: a combobox over /api/v1/suggest ----

  const form = $("#search"), box = $("#q");
  let list = null, active = -1, asked = null, timer = 0;
  const options = () => (list ? [...list.children] : []);
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list?.remove();
    list = null; active = -1;
    box?.setAttribute("aria-expanded", "false");
    box?.removeAttribute("aria-activedescendant");
  };
  const mark = (position) => {
    active = position;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    const option = options()[active];
    if (option) { box.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    else box.removeAttribute("aria-activedescendant");
  };
  const open = (completions) => {
    close();
    if (!completions.length) return;
    list = document.createElement("ul");
    list.className = "suggestions"; list.id = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.label);
    completions.forEach((completion, place) => {
      const option = document.createElement("li");
      option.id = "suggestion-" + place; option.dataset.url = completion.url;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const text = document.createElement("span"), kind = document.createElement("span");
      text.textContent = completion.text; text.dir = "auto";
      kind.textContent = form.dataset[completion.kind] ?? ""; kind.className = "kind";
      option.append(text, " ", kind);
      list.append(option);
    });
    form.append(list);
    box.setAttribute("aria-expanded", "true");
    say(form.dataset.available.replace("%", completions.length));
  };
  const suggest = async () => {
    asked?.abort();
    const text = box.value.trim();
    if (text.length < 2) return close();
    const request = asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.suggest + "&q=" + encodeURIComponent(text), { signal: request.signal });
      const { completions } = await answer.json();
      if (document.activeElement === box && request === asked) open(completions ?? []);
    } catch { /* No suggestion is no loss. */ }
  };
  if (form && box) {
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "suggestions"]]) box.setAttribute(name, value);
    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 120); });
    box.addEventListener("keydown", (event) => {
      const count = options().length;
      if (event.key === "Escape" && list) { event.preventDefault(); close(); }
      else if (event.key === "ArrowDown" && count) { event.preventDefault(); mark(active + 1 >= count ? -1 : active + 1); }
      else if (event.key === "ArrowUp" && count) { event.preventDefault(); mark(active < 0 ? count - 1 : active - 1); }
      else if (event.key === "ArrowDown" && box.value) { event.preventDefault(); suggest(); }
      else if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.assign(options()[active].dataset.url); }
      else if (event.key === "Tab") close();
    });
    box.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== box) close(); }, 150));
    form.addEventListener("mousedown", (event) => {
      const option = event.target.closest(".suggestions li");
      if (option) { event.preventDefault(); location.assign(option.dataset.url); }
    });
  }

  // ---- Keys: Escape closes the sheet, / goes to the search unless it was switched off (on the page About) ----

  const shortcut = { get on() { try { return localStorage.getItem("slash") !== "off"; } catch { return true; } } };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && $("#filters.open")) { sheet(false); return; }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && shortcut.on && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && box && !$("#filters.open")) {
      event.preventDefault();
      box.focus(); box.select();
    }
  });
  const setting = $("#shortcut");
  if (setting) {
    setting.hidden = false;
    const check = $("input", setting);
    check.checked = shortcut.on;
    check.addEventListener("change", () => { try { localStorage.setItem("slash", check.checked ? "on" : "off"); } catch { /* It stays as it is. */ } });
  }

  finders();
  root.classList.add("js");
})();
