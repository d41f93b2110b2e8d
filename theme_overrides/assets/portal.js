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

  // Colour scheme: as the device says, light, dark.
  const SCHEMES = { "": "配色：自动", light: "配色：浅色", dark: "配色：深色" };
  const order = Object.keys(SCHEMES);
  let scheme = root.dataset.zxScheme || "";
  const showScheme = () => {
    if (scheme) root.dataset.zxScheme = scheme;
    else delete root.dataset.zxScheme;
    all("[data-zx-scheme-switch]").forEach((button) => { button.textContent = SCHEMES[scheme]; });
  };
  showScheme();
  all("[data-zx-scheme-switch]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      scheme = order[(order.indexOf(scheme) + 1) % order.length];
      memory.set("zx-scheme", scheme);
      showScheme();
    });
  });

  // Elder mode: `early.js` has set it before the page was painted; here is its switch, and what reads aloud.
  const reading = new URL("reading.js", document.currentScript.src);
  let canRead = false;
  const showElder = () => {
    const isElder = "zxElder" in root.dataset;
    all("[data-zx-elder-switch]").forEach((button) => { button.textContent = isElder ? "退出长者模式" : "长者模式"; });
    if (!isElder || canRead || !window.speechSynthesis) return;
    canRead = true;
    document.head.append(Object.assign(document.createElement("script"), { src: reading }));
  };
  showElder();
  all("[data-zx-elder-switch]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isElder = root.toggleAttribute("data-zx-elder");
      memory.set("zx-elder", isElder ? "on" : "");
      showElder();
      document.dispatchEvent(new Event("zx-elder"));
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

  all("[data-zx-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
