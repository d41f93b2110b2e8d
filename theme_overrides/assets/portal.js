// Small conveniences; every page reads without them.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  // Private windows may refuse storage; the choice then lasts for the page.
  const memory = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* see above */ } },
  };

  // A choice among several that goes round at each press, is kept, and is told by the button's own words.
  const goesRound = (name, key, words) => {
    const order = Object.keys(words);
    const buttons = all(`[data-zx-${name}-switch]`);
    let now = root.getAttribute(`data-zx-${name}`) || "";
    const show = () => {
      if (now) root.setAttribute(`data-zx-${name}`, now);
      else root.removeAttribute(`data-zx-${name}`);
      buttons.forEach((button) => { button.textContent = words[now]; });
    };
    show();
    buttons.forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        now = order[(order.indexOf(now) + 1) % order.length];
        memory.set(key, now);
        show();
      });
    });
  };
  goesRound("scheme", "zx-scheme", { "": "配色：自动", light: "配色：浅色", dark: "配色：深色" });
  goesRound("size", "zx-size", { "": "字号：标准", large: "字号：较大", larger: "字号：特大" });

  // Reading aloud: fetched when it is first asked for, or at once in elder mode, where its bar always stands.
  const reading = new URL("reading.js", document.currentScript.src);
  let canRead = false;
  const fetchReading = () => {
    if (canRead) return;
    canRead = true;
    document.head.append(Object.assign(document.createElement("script"), { src: reading }));
  };
  all("[data-zx-read]").forEach((button) => {
    if (!window.speechSynthesis) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.zxReading = "";
      fetchReading();
      document.dispatchEvent(new Event("zx-read"));
    });
  });

  // Elder mode: `early.js` has set it before the page was painted; here is its switch, whose words the style chooses.
  const readInElderMode = () => { if ("zxElder" in root.dataset && window.speechSynthesis) fetchReading(); };
  readInElderMode();
  all("[data-zx-elder-switch]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      memory.set("zx-elder", root.toggleAttribute("data-zx-elder") ? "on" : "");
      readInElderMode();
      document.dispatchEvent(new Event("zx-elder"));
    });
  });

  // Old texts may be read as they once stood: downwards, from right to left.
  all("[data-zx-vertical]").forEach((button) => {
    const text = document.querySelector("[data-zx-standing]");
    if (!text) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const stands = text.toggleAttribute("data-zx-stands");
      button.setAttribute("aria-pressed", stands);
      // What scrolls sideways must be reachable by keyboard and have a name.
      Object.entries({ tabindex: "0", role: "region", "aria-label": "竖排正文" })
        .forEach(([name, value]) => stands ? text.setAttribute(name, value) : text.removeAttribute(name));
      if (stands) text.scrollIntoView({ block: "nearest" });
    });
  });

  // On phones the columns beyond the first few are behind a button.
  all("[data-zx-menu]").forEach((button) => {
    button.hidden = false;
    const menu = document.getElementById(button.getAttribute("aria-controls"));
    button.addEventListener("click", () => button.setAttribute("aria-expanded", menu.toggleAttribute("data-zx-open")));
  });

  // Shows the items that `keep` accepts and the groups that still hold one; returns how many are shown.
  const sift = (items, keep) => {
    let shown = 0;
    items.forEach((item) => { item.hidden = !keep(item); shown += item.hidden ? 0 : 1; });
    all("[data-zx-group]").forEach((group) => {
      const held = items.filter((item) => group.contains(item));
      group.hidden = held.length > 0 && held.every((item) => item.hidden);
    });
    return shown;
  };

  const say = (form, text) => all("[data-zx-result]", form).forEach((place) => { place.textContent = text; });

  // Keeps what a form says in the address, so that it can be sent on or gone back to.
  const remember = (fields) => {
    const address = new URL(location.href);
    fields.forEach(({ name, value }) => value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
    history.replaceState(null, "", address);
  };
  const recall = (fields) => fields.forEach((field) => {
    field.value = new URLSearchParams(location.search).get(field.name) || "";
    if (field.selectedIndex === -1) field.value = "";
  });

  all("form[data-zx-filter]").forEach((form) => {
    const selects = all("select", form);
    const items = all("[data-zx-item]");
    const bears = { kind: "kind", unit: "unit", member: "members" };
    const apply = () => {
      const wanted = selects.filter((select) => select.value);
      const shown = sift(items, (item) => wanted.every(({ name, value }) =>
        (item.dataset[bears[name] || name] || "").split(" ").includes(value)));
      say(form, wanted.length ? `共 ${items.length} 条，符合条件的 ${shown} 条` : `共 ${items.length} 条`);
    };
    form.hidden = false;
    recall(selects);
    apply();
    form.addEventListener("change", () => { apply(); remember(selects); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => {
      selects.forEach((select) => { select.value = ""; });
      apply();
      remember(selects);
    }));
  });

  all("input[data-zx-lookup]").forEach((input) => {
    const form = input.form;
    const items = all("li[data-find]");
    const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\s·'’-]/g, "");
    const sought = new Map(items.map((item) => [item, item.dataset.find.split("|").map(plain)]));
    const apply = () => {
      const wanted = plain(input.value);
      const shown = sift(items, (item) => sought.get(item).some((text) => text.includes(wanted)));
      say(form, wanted ? (shown ? `找到 ${shown} 位` : "没有找到，换一个字或拼音试试") : `共 ${items.length} 位`);
    };
    form.hidden = false;
    recall([input]);
    apply();
    // A pinyin input method is still composing: its letters are not yet the reader's words.
    input.addEventListener("input", (event) => { if (!event.isComposing) { apply(); remember([input]); } });
    input.addEventListener("compositionend", () => { apply(); remember([input]); });
    form.addEventListener("submit", (event) => event.preventDefault());
  });

  all("[data-zx-copy]").forEach((button) => {
    const said = button.textContent;
    const source = document.getElementById(button.dataset.zxCopy);
    if (!source || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        button.textContent = "已复制";
      } catch {
        getSelection().selectAllChildren(source);
        button.textContent = "已选中，请按复制键";
      }
      setTimeout(() => { button.textContent = said; }, 2500);
    });
  });

  // Pictures that can be looked at closely: what enlarges them is fetched only where there are any.
  if (document.querySelector("[data-zx-zoom]")) {
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("zoom.js", reading) }));
  }

  all("[data-zx-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
