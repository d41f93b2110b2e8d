// Search: looks words up in the index that the build made, fetches the pages found and quotes them.
// What counts as a word is told in outputs/searched.py, how the index is written in outputs/search_index.py.
(() => {
  "use strict";
  const finder = document.querySelector("[data-zx-finder]");
  if (!finder) return;
  const site = new URL(finder.dataset.zxFinder, location.href);
  const form = finder.querySelector("form");
  const field = form.elements.q;
  const filters = finder.querySelector("fieldset");
  const selects = [...filters.querySelectorAll("select")];
  const list = finder.querySelector("[data-zx-found]");
  const said = finder.querySelector("[data-zx-said]");
  const more = finder.querySelector("[data-zx-more]");
  const clear = finder.querySelector("[data-zx-clear]");
  const STEP = 10, FIRST = 0x1f, AROUND = 44;

  // ---- What is fetched, once each. The index is asked for anew at each visit, lest an old part meet a new one.
  const kept = new Map();
  const fetched = (path, as, cache = "no-cache") => {
    if (!kept.has(path)) {
      const answer = fetch(new URL(path, site), { cache }).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${path}`);
        return response[as]();
      });
      answer.catch(() => kept.delete(path));
      kept.set(path, answer);
    }
    return kept.get(path);
  };

  // ---- Words, exactly as the build reads them.
  const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const seen = (text) => text.replace(UNSEEN, "").normalize("NFC");
  const FOLD = /[A-Z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2f00-\u2fd5\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]/g;
  const folded = (text) => text.replace(FOLD, (one) => one.normalize("NFKC").toLowerCase());
  const runs = (text) => folded(seen(text)).match(/[\p{L}\p{N}]+/gu) || [];
  // A query's words: marks part them as they part the words of a page, but for those within 3.5, a-1 or 2020-06.
  const WORD = /[\p{L}\p{N}]+(?:(?<=[a-z0-9])[!-/:-@[-`{-~]{1,3}(?=[a-z0-9])[\p{L}\p{N}]+)*/gu;
  const wordsOf = (query) => [...new Set(folded(seen(query)).match(WORD) || [])];
  const pairs = (run) => { const all = [...run]; return all.slice(1).map((one, place) => all[place] + one); };
  const BREAK = /<\/?(?:address|article|aside|blockquote|br|caption|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6r]|header|li|main|nav|ol|p|pre|section|summary|t(?:able|body|d|foot|h|head|r)|ul)\b[^>]*>/gi;
  const ASIDE = /<sup\b[^>]*>\s*<a\b[^>]*\bdoc-noteref\b[^>]*>[^]*?<\/a>\s*<\/sup>|<a\b[^>]*\bdoc-(?:noteref|backlink)\b[^>]*>[^]*?<\/a>|<rt\b[^>]*>[^]*?<\/rt>|<rp\b[^>]*>[^]*?<\/rp>/gi;
  const ALT = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*?\balt="([^"]+)"/gi;
  const HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const GAP = new RegExp(` (?:(?<=[${HAN}] )(?=[A-Za-z0-9])|(?<=[A-Za-z0-9] )(?=[${HAN}]))`, "gu");
  const TAG = /<(?:[^>"']|"[^"]*"|'[^']*')*>/g;
  const linesOf = (page) => {
    const parts = [...page.replace(/<!--search:not-->[^]*?<!--\/search:not-->/g, "").matchAll(/<!--search:on-->([^]*?)(?:<!--search:off-->|$)/g)].map((found) => found[1]);
    const part = parts.join("<br>").replace(/\n/g, " ");
    const shown = [...part.matchAll(ALT)].map((found) => found[1]);
    const bare = [part.replace(ASIDE, "").replace(BREAK, "\n").replace(TAG, ""), ...shown].join("\n");
    const text = seen(new DOMParser().parseFromString(bare, "text/html").documentElement.textContent);
    return text.split("\n").map((line) => line.replace(/\s+/g, " ").trim().replace(GAP, "")).filter(Boolean);
  };

  // ---- The index.
  const numbers = (gaps) => { let last = -1; return [...gaps].map((one) => (last += one.codePointAt(0) - FIRST)); };
  // Yields for each segment the pages that bear a key; `key` may begin with = (in the title) or + (often).
  const bearing = async (key) => {
    const { buckets } = await fetched("search/entry.json", "json");
    const [first, second] = [...key.replace(/^[=+]/, "")];
    const bucket = (first.codePointAt(0) * 131 + (second ? second.codePointAt(0) : 0)) % buckets;
    const text = await fetched(`search/pairs/${bucket}.txt`, "text");
    return text.split("\f").map((part) => {
      const start = `\n${part}`.indexOf(`\n${key}\t`);
      return start < 0 ? new Set() : new Set(numbers(part.slice(start + key.length + 1, part.indexOf("\n", start))));
    });
  };
  const all = async (keys) => {
    const sets = await Promise.all(keys.map(bearing));
    return (place, number) => sets.every((set) => set[place].has(number));
  };

  // Returns the pages that may bear every word, best first: in the title, often, elsewhere; then the newest.
  const candidates = async (words) => {
    const { segments } = await fetched("search/entry.json", "json");
    const sought = [...new Set(words.flatMap(runs).flatMap(pairs))];
    const characters = [...new Set(words.flatMap(runs).filter((run) => [...run].length === 1))];
    if (!sought.length && !characters.length) return [];
    const titled = await all((sought.length ? sought : characters).map((key) => `=${key}`));
    const often = await all(sought.map((key) => `+${key}`));
    const anywhere = sought.length ? await all(sought) : titled;
    return segments.flatMap(({ count, months }, place) => {
      const age = [...months];
      return Array.from({ length: count }, (_, number) => number).filter((number) => anywhere(place, number)).map((number) => ({
        place, number, month: age[number].codePointAt(0),
        rank: titled(place, number) ? 0 : often(place, number) ? 1 : 2,
      }));
    }).sort((one, other) => one.rank - other.rank || other.month - one.month || one.place - other.place || one.number - other.number);
  };
  const rowOf = async ({ place, number }) => {
    const { block } = await fetched("search/entry.json", "json");
    const rows = await fetched(`search/rows/${place}-${Math.floor(number / block)}.json`, "json");
    return rows[number % block];
  };

  // ---- Filters: each counts what the others leave.
  const facetsOf = new Map();
  const facets = async () => {
    if (facetsOf.size) return;
    const { segments } = await fetched("search/entry.json", "json");
    segments.forEach((segment, place) => Object.entries(segment.facets).forEach(([name, words]) => {
      if (!facetsOf.has(name)) facetsOf.set(name, new Map());
      Object.entries(words).forEach(([word, gaps]) => {
        const known = facetsOf.get(name);
        if (!known.has(word)) known.set(word, []);
        known.get(word)[place] = new Set(numbers(gaps));
      });
    }));
  };
  const bears = (hit, name, word) => Boolean(facetsOf.get(name)?.get(word)?.[hit.place]?.has(hit.number));
  const passes = (hit, but) => selects.every(({ name, value }) => !value || name === but || bears(hit, name, value));
  const isFiltered = () => selects.some(({ value }) => value);
  const newest = (one, other) => other.localeCompare(one, "zh");
  const showFilters = (hits) => {
    selects.forEach((select) => {
      const { name, value } = select;
      const counted = [...(facetsOf.get(name)?.keys() || [])]
        .map((word) => [word, hits.filter((hit) => passes(hit, name) && bears(hit, name, word)).length])
        .filter(([word, count]) => count || word === value)
        .sort(([one, ones], [other, others]) => name === "year" ? newest(one, other) : others - ones || one.localeCompare(other, "zh"));
      select.replaceChildren(new Option("全部", ""), ...counted.map(([word, count]) => new Option(`${word}（${count}）`, word)));
      select.value = value;
      select.closest("label").hidden = !counted.length;
    });
    filters.hidden = !hits.length;
    clear.hidden = !isFiltered();
  };

  // ---- Members by name, pinyin and initials.
  const plain = (text) => folded(seen(text)).normalize("NFD").replace(/[\u0300-\u036f\s·'’-]/g, "");
  const people = async (words) => {
    const wanted = plain(words.join(""));
    if (!wanted) return [];
    const names = await fetched("search/names.json", "json");
    return names.filter(([, name, , , pinyin, initials]) =>
      plain(name).includes(wanted) || plain(pinyin).startsWith(wanted) || plain(initials).startsWith(wanted));
  };

  // ---- What is shown.
  const element = (name, block, ...children) => {
    const made = document.createElement(name);
    if (block) made.className = block;
    made.append(...children.filter(Boolean));
    return made;
  };
  const marked = (text, words) => {
    const low = folded(text), pieces = [];
    let at = 0;
    while (at < text.length) {
      const next = words.map((word) => [low.indexOf(word, at), word]).filter(([place]) => place >= 0)
        .sort(([one, a], [other, b]) => one - other || b.length - a.length)[0];
      if (!next) break;
      pieces.push(text.slice(at, next[0]), element("mark", "", text.slice(next[0], next[0] + next[1].length)));
      at = next[0] + next[1].length;
    }
    return [...pieces, text.slice(at)];
  };
  const quote = (lines, words) => {
    const line = lines.find((one) => words.some((word) => folded(one).includes(word)));
    if (!line) return [(lines.find((one) => one.length > AROUND) || "").slice(0, 2 * AROUND)];
    const place = Math.min(...words.map((word) => folded(line).indexOf(word)).filter((one) => one >= 0));
    const start = place > AROUND ? place - AROUND / 2 : 0;
    const part = line.slice(start, start + 2 * AROUND);
    return [start ? "……" : "", ...marked(part, words), start + 2 * AROUND < line.length ? "……" : ""];
  };
  const item = ([address, title, sort, when, unit, mark], excerpt, words) => {
    const link = element("a", "zx-finder__link", ...marked(title, words));
    link.href = new URL(address, site);
    return element("li", "zx-finder__item",
      element("h2", "zx-finder__title", link),
      excerpt && element("p", "zx-finder__quote", ...excerpt),
      element("p", "zx-finder__meta", element("span", "zx-badge", sort), mark && element("span", "zx-badge zx-badge--main", mark), when && element("span", "", when), unit && element("span", "", unit)));
  };

  // ---- One search at a time: a newer one makes an older one stop.
  let turn = 0, now = null;
  const rest = (search) => search.left.filter((hit) => passes(hit)).length + (isFiltered() ? 0 : search.people.length);
  const say = (words) => { said.textContent = words; };
  const report = (search) => {
    const left = rest(search), total = left + search.shown;
    more.hidden = !left;
    if (!total) say("没有找到。换一个词，或者少写几个字试试。");
    else say(`${left && !search.isSure ? "约" : ""}找到 ${total} 条${left ? `，已列出 ${search.shown} 条` : ""}`);
  };
  // A page that lacks a word is no result: the pairs that led to it may stand apart in it.
  const found = async (search, hit) => {
    const { words, known } = search;
    const row = await rowOf(hit);
    if (known.has(row[0])) return null;
    known.add(row[0]);
    const lines = linesOf(await fetched(row[0], "text", "default"));
    const title = seen(row[1]).replace(GAP, ""), text = folded([title, ...lines].join("\n"));
    return words.every((word) => text.includes(word)) ? item(row, quote(lines.filter((line) => line !== title), words), words) : null;
  };
  const next = (search) => {
    if (!isFiltered() && search.people.length) return item(search.people.shift(), null, search.words);
    const place = search.left.findIndex((hit) => passes(hit));
    return place < 0 ? null : found(search, search.left.splice(place, 1)[0]);
  };
  // Lists ten more; returns the first of them, or nothing when a newer search has begun meanwhile.
  const showMore = async (search) => {
    const added = [], mine = turn;
    list.ariaBusy = "true";
    while (added.length < STEP && rest(search)) {
      const wave = await Promise.all(Array.from({ length: STEP - added.length }, () => next(search)));
      if (mine !== turn) return null;
      added.push(...wave.filter(Boolean));
    }
    if (!search.shown) list.replaceChildren();
    list.append(...added);
    search.shown += added.length;
    list.ariaBusy = "false";
    report(search);
    return added[0];
  };
  const begin = async () => {
    const mine = ++turn;
    list.ariaBusy = "true";
    const words = wordsOf(field.value);
    if (!words.length) { now = null; list.replaceChildren(); filters.hidden = more.hidden = true; list.ariaBusy = "false"; say(field.value.trim() && "只有标点符号，没有可以查找的字。"); return; }
    try {
      const [hits, persons] = await Promise.all([candidates(words), people(words), facets()]);
      if (mine !== turn) return;
      const rows = persons.map(([address, name, unit, past]) => [address, name, "委员", "", unit, past]);
      const isPair = words.length === 1 && [...words[0]].length === 2 && runs(words[0]).join("") === words[0];
      now = { words, left: [...hits], people: rows, known: new Set(rows.map(([address]) => address)), shown: 0, isSure: isPair && !rows.length };
      showFilters(hits);
      await showMore(now);
    } catch {
      if (mine !== turn) return;
      list.ariaBusy = "false";
      say("搜索用的数据没有取到，请检查网络，再试一次。");
    }
  };

  // ---- The reader's hand.
  const fields = [field, ...selects];
  const remember = () => {
    const address = new URL(location.href);
    fields.forEach(({ name, value }) => value.trim() ? address.searchParams.set(name, value.trim()) : address.searchParams.delete(name));
    history.replaceState(null, "", address);
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(() => { remember(); begin(); }, 180); };
  // A pinyin input method is still composing: its letters are not yet the reader's words.
  field.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  field.addEventListener("compositionend", soon);
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); remember(); begin(); });
  filters.addEventListener("change", () => { remember(); begin(); });
  clear.addEventListener("click", () => {
    selects.forEach((select) => { select.value = ""; });
    remember();
    begin();
    field.focus();
  });
  more.addEventListener("click", async () => {
    const first = now && await showMore(now);
    if (first) first.querySelector("a").focus();
  });
  finder.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll("a")];
    const place = stops.indexOf(document.activeElement);
    if (!step || place < 0 || !stops[place + step]) return;
    event.preventDefault();
    stops[place + step].focus();
  });

  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  selects.forEach((select) => {
    const wanted = asked.get(select.name);
    if (wanted) { select.append(new Option(wanted, wanted)); select.value = wanted; }
  });
  if (field.value) begin();
})();
