// The desk: one article at a time; a claim lights up its words, words show their claims. Needs nothing but the page.
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const LABELS = JSON.parse($("#labels").textContent);
  const SAY = {
    ar: { search: "بحث في الروايات", using: "روايات تستند إلى هذه الألفاظ:", all: "عرض الكل", empty: "لا رواية تطابق التصفية", other: "EN" },
    en: { search: "Search the claims", using: "Claims that use these words:", all: "Show all", empty: "No claim matches the filters", other: "ع" },
  };
  const say = (key) => SAY[root.dataset.ui][key];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  root.classList.add("js");

  const desks = $$(".desk");
  const links = $$(".index a");
  let desk = null; // the article on the desk
  let chosen = null; // the card whose words are lit
  let narrowed = null; // the cards that use the clicked words, where there are several
  const filter = { e: new Set(), s: new Set(), text: "" };

  // Search compares folded letters, as a reader would: no vowel marks, one alef, one yeh, one set of digits.
  const fold = (words) =>
    words.normalize("NFKC").toLowerCase().replace(/[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
      .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/ؤ/g, "و").replace(/ئ/g, "ي")
      .replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0);

  const cards = () => $$(".card:not(.out)", desk);
  const pieces = () => $$(".m", desk);
  const names = (piece) => piece.dataset.m.split(" ");
  const text = () => $(".text", desk);

  // Bring an element into its own pane, and leave every other pane where it is.
  function scrollTo(element, { middle = true, again = false } = {}) {
    const pane = element.closest(".reading, .claims");
    if (!pane) return;
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const above = box.top - frame.top - 12;
    const below = box.bottom - frame.bottom + 12;
    if (above >= 0 && below <= 0) return;
    const by = middle ? box.top - frame.top - frame.height / 3 : above < 0 || box.height > frame.height ? above : below;
    pane.scrollBy({ top: by, behavior: middle && !calm.matches ? "smooth" : "instant" });
    // Cards that come into view take their real height only now.
    const later = () => requestAnimationFrame(() => scrollTo(element, { middle, again: true }));
    if (!middle && !again) requestAnimationFrame(later);
  }

  function dark() {
    const page = text();
    if (!page) return;
    page.classList.remove("lit");
    $$("[data-lit]", page).forEach((piece) => delete piece.dataset.lit);
    $(".tags", page)?.remove();
  }

  // Light up the pieces under the marks that `pick` turns into a field name; the innermost mark of a piece wins.
  function light(pick, color) {
    dark();
    const page = text();
    if (!page) return;
    const firsts = new Map();
    for (const piece of pieces()) {
      for (const name of names(piece)) {
        const field = pick(name);
        if (!field) continue;
        if (!piece.dataset.lit) piece.dataset.lit = field;
        if (!firsts.has(name)) firsts.set(name, [piece, field]);
      }
    }
    if (color) page.style.setProperty("--lit-group", color);
    page.classList.add("lit");
    label(page, firsts);
  }

  // Small names above the lit words, on a layer of their own, so that no letter is moved or parted from the next.
  function label(page, firsts) {
    const layer = document.createElement("div");
    layer.className = "tags";
    layer.setAttribute("aria-hidden", "true");
    page.append(layer);
    const frame = page.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(page).fontSize);
    const taken = [];
    for (const [piece, field] of firsts.values()) {
      if (!LABELS[field]) continue;
      const tag = document.createElement("span");
      tag.className = `tag f-${field}${field === "trigger" ? " trigger" : ""}`;
      tag.textContent = LABELS[field][root.dataset.ui];
      layer.append(tag);
      const box = piece.getClientRects()[0];
      const width = tag.offsetWidth;
      let left = Math.min(Math.max(box.right - frame.left - width, 0), frame.width - width);
      let top = box.top - frame.top + box.height / 2 - size * 1.12;
      if (taken.some((t) => Math.abs(t.top - top) < 12 && left < t.right && left + width > t.left)) top += size * 1.92;
      tag.style.left = `${left}px`;
      tag.style.top = `${top - 3}px`;
      taken.push({ left, right: left + width, top });
    }
  }

  function lightCard(card) {
    const prefix = `${card.dataset.c}.`;
    const color = getComputedStyle(card).getPropertyValue("--group");
    light((name) => (name.startsWith(prefix) ? name.split(".")[1] : null), color);
  }

  function choose(card, { move = true, words = null } = {}) {
    $$(".card.on", desk).forEach((other) => other.classList.remove("on"));
    $$(".head[aria-pressed=true]", desk).forEach((head) => head.setAttribute("aria-pressed", "false"));
    $$(".v.on, .note.on", desk).forEach((value) => value.classList.remove("on"));
    chosen = card;
    if (!card) return dark();
    card.classList.add("on");
    $(".head", card).setAttribute("aria-pressed", "true");
    lightCard(card);
    const wanted = words || `${card.dataset.c}.trigger.0`;
    const piece = pieces().find((p) => names(p).includes(wanted));
    if (move && piece) scrollTo(piece);
    scrollTo(card, { middle: false });
    history.replaceState(null, "", `#${card.id}`);
  }

  function narrow(list) {
    narrowed = list;
    apply();
  }

  // Words without a claim: loaded or unknown ones light up alone, with their line in the margin or the list.
  function showAlone(name) {
    choose(null);
    light((other) => (other === name ? "self" : null));
    const line = $(`[data-w="${name}"]`, desk);
    line?.classList.add("on");
    const piece = pieces().find((p) => names(p).includes(name));
    if (piece) scrollTo(piece);
    if (line && !name.startsWith("w")) scrollTo(line, { middle: false });
  }

  function openWords(piece) {
    if (!piece) return;
    const of = new Set(names(piece).filter((name) => /^\d/.test(name)).map((name) => name.split(".")[0]));
    const found = $$(".card", desk).filter((card) => of.has(card.dataset.c));
    if (!found.length) return showAlone(names(piece)[0]);
    if (found.some((card) => card.classList.contains("out"))) clearFilters();
    narrow(found.length > 1 ? found : null);
    choose(found[0], { move: false });
    scrollTo(found[0], { middle: false });
    for (const name of names(piece)) $(`.note[data-w="${name}"]`, desk)?.classList.add("on");
  }

  function back() {
    if (chosen || $(".lit", desk)) choose(null);
    if (narrowed) narrow(null);
    history.replaceState(null, "", `#${desk.id}`);
  }

  const matches = (card) => {
    if (filter.e.size && !filter.e.has(card.dataset.e)) return false;
    if (filter.s.size && !filter.s.has(card.dataset.s)) return false;
    if (!filter.text) return true;
    card.folded ??= fold($$(".head, dl", card).map((part) => part.textContent).join(" "));
    return card.folded.includes(filter.text);
  };

  function apply() {
    let shown = 0;
    const active = filter.e.size || filter.s.size || filter.text;
    for (const one of desks) {
      let here = 0;
      for (const card of $$(".card", one)) {
        const fits = matches(card);
        here += fits;
        card.classList.toggle("out", !fits || (one === desk && narrowed !== null && !narrowed.includes(card)));
      }
      shown += here;
      const link = links.find((l) => l.dataset.a === one.dataset.a);
      if (link && one.dataset.a !== "failures") {
        $(".n", link).textContent = here;
        link.classList.toggle("out", Boolean(active) && !here);
      }
    }
    $("#shown").textContent = shown;
    $("#clear").hidden = !active;
    const bar = $(".bar", desk);
    if (bar) {
      bar.replaceChildren();
      if (narrowed) bar.append(`${say("using")} ${narrowed.length}`, button(say("all"), () => narrow(null)));
      else if (active && !cards().length && $(".card", desk)) bar.append(say("empty"));
    }
    if (chosen?.classList.contains("out")) choose(null);
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function clearFilters() {
    filter.e.clear();
    filter.s.clear();
    filter.text = $("#search").value = "";
    $$(".chip[aria-pressed=true]").forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    apply();
  }

  // Margin notes stand beside the line of their word, one below the other where lines are crowded.
  function settle() {
    const types = $("#events");
    if (!types.classList.contains("open")) $("#more").hidden = types.scrollHeight <= types.clientHeight + 4;
    for (const box of $$(".notes", desk)) {
      const wide = getComputedStyle(box).display !== "flex";
      let low = 0;
      for (const note of box.children) {
        note.style.marginTop = "";
        if (!wide) continue;
        const piece = pieces().find((p) => names(p).includes(note.dataset.w));
        const want = piece ? piece.getClientRects()[0].top - box.getBoundingClientRect().top : 0;
        const extra = Math.max(0, want - low);
        note.style.marginTop = `${extra}px`;
        low += extra + note.offsetHeight + 7;
      }
    }
  }

  function open(id) {
    const next = desks.find((one) => one.dataset.a === id) || desks[0];
    if (!next) return;
    if (desk && desk !== next) {
      choose(null);
      narrowed = null;
    }
    desks.forEach((one) => one.classList.toggle("now", one === next));
    links.forEach((link) => (link.dataset.a === id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    desk = next;
    $(".m", desk)?.setAttribute("tabindex", "0");
    apply();
    settle();
  }

  function follow() {
    const [, article, , claim] = /^#(?:a(\d+)(c(\d+))?)?/.exec(location.hash) || [];
    open(location.hash === "#failures" ? "failures" : article || desks[0]?.dataset.a);
    const card = claim && $(`.card[data-c="${claim}"]`, desk);
    if (card) choose(card);
  }

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at(".index a")) {
      event.preventDefault();
      const link = at(".index a");
      open(link.dataset.a);
      history.replaceState(null, "", link.getAttribute("href"));
      $(".reading", desk).scrollTop = 0;
    } else if (at(".v[data-k]")) {
      const value = at(".v");
      choose(value.closest(".card"), { words: value.dataset.k });
      value.classList.add("on");
    } else if (at("[data-w]")) showAlone(at("[data-w]").dataset.w);
    else if (at(".m")) openWords(at(".m"));
    else if (at("summary, a, details ul")) return;
    else if (at(".card")) {
      const card = at(".card");
      choose(card === chosen ? null : card);
    } else if (at(".chip")) {
      const chip = at(".chip");
      const [set, value] = chip.dataset.filterE ? [filter.e, chip.dataset.filterE] : [filter.s, chip.dataset.filterS];
      set.delete(value) || set.add(value);
      chip.setAttribute("aria-pressed", String(set.has(value)));
      narrowed = null;
      apply();
    } else if (at("#clear")) clearFilters();
    else if (at("#legend-toggle, #filters, #more")) {
      const toggle = at("button");
      const now = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(now));
      if (toggle.id === "filters") $(".top").classList.toggle("open", now);
      else if (toggle.id === "more") $("#events").classList.toggle("open", now);
      else $("#legend").hidden = !now;
      settle();
    } else if (at("#language")) speak(root.dataset.ui === "ar" ? "en" : "ar");
    else if (at(".reading")) back();
  });

  function speak(language) {
    root.dataset.ui = root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
    $("#search").placeholder = say("search");
    $("#language").textContent = say("other");
    apply();
    settle();
    if (chosen) lightCard(chosen);
  }

  document.addEventListener("pointerover", (event) => {
    if (!desk || event.pointerType === "touch") return;
    const piece = event.target.closest(".m");
    const of = new Set(piece ? names(piece).map((name) => name.split(".")[0]) : []);
    $$(".card", desk).forEach((card) => card.classList.toggle("hint", of.has(card.dataset.c)));
    if (chosen || $(".note.on, .v.on", desk)) return;
    const card = event.target.closest(".card");
    if (card) lightCard(card);
    else if ($(".lit", desk)) dark();
  });

  let typing;
  $("#search").addEventListener("input", (event) => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      filter.text = fold(event.target.value.trim());
      narrowed = null;
      apply();
    }, 120);
  });

  const step = (list, from, by) => list[Math.min(Math.max(list.indexOf(from) + by, 0), list.length - 1)];

  document.addEventListener("keydown", (event) => {
    if (!desk || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.matches("input, textarea, select");
    if (event.key === "Escape") {
      if (field) event.target.blur();
      else back();
    } else if (field) return;
    else if (event.key === "/") {
      event.preventDefault();
      $("#search").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      const link = event.target.closest(".index a");
      const next = link ? step(links, link, by) : chosen || by > 0 ? step(cards(), chosen, by) : null;
      if (!next) return;
      event.preventDefault();
      if (link) next.focus();
      else {
        choose(next);
        $(".head", next).focus({ preventScroll: true });
      }
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const all = pieces();
      const from = event.target.closest(".m");
      const next = from ? step(all, from, event.key === "ArrowLeft" ? 1 : -1) : all[0];
      if (!next) return;
      event.preventDefault();
      all.forEach((piece) => piece.setAttribute("tabindex", piece === next ? "0" : "-1"));
      next.focus({ preventScroll: true });
      scrollTo(next);
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".m")) {
      event.preventDefault();
      openWords(event.target);
    }
  });

  let resizing;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      settle();
      if (chosen) lightCard(chosen);
    }, 100);
  });
  addEventListener("hashchange", follow);
  document.fonts.ready.then(() => {
    if (!desks.length) return;
    follow();
  });
  if (desks.length) follow();
})();
