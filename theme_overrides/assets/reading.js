// Reads a page aloud, sentence by sentence, and lights the one being read; fetched in elder mode or when asked for.
(() => {
  "use strict";
  const voice = window.speechSynthesis;
  const bar = document.querySelector("[data-zx-reader]");
  const content = document.getElementById("content");
  if (!voice || !bar || !content) return;
  const part = (name) => bar.querySelector(`[data-zx-reader-${name}]`);
  const start = part("start"), stop = part("stop"), speed = part("speed"), said = part("said");

  const BLOCK = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,th,td,caption,figcaption,blockquote,summary,section,article,div";
  const SILENT = "rt,[role^=doc-],[hidden],[aria-hidden=true],nav,form,button,script,.zx-hidden,.zx-strip,[lang=zh-Latn]";
  const SENTENCE = /[^。！？；!?…]+(?:[。！？；!?…]+[”’』」》）)]*|$)/g;

  // A sentence may run through several text nodes (a link, a stress), but never out of its block.
  const sentences = () => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const groups = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement;
      if (!node.data.trim() || owner.closest(SILENT) || !owner.getClientRects().length) continue;
      const block = owner.closest(BLOCK);
      const last = groups[groups.length - 1];
      if (last && last.block === block) last.nodes.push(node);
      else groups.push({ block, nodes: [node] });
    }
    return groups.flatMap(({ nodes }) => {
      const text = nodes.map((node) => node.data).join("");
      const place = (offset) => {
        let rest = offset;
        const node = nodes.find((one) => rest <= one.data.length || ((rest -= one.data.length), false)) || nodes[nodes.length - 1];
        return [node, Math.min(rest, node.data.length)];
      };
      return [...text.matchAll(SENTENCE)].filter((found) => found[0].trim()).map((found) => {
        const range = document.createRange();
        range.setStart(...place(found.index));
        range.setEnd(...place(found.index + found[0].length));
        return { range, text: found[0].trim() };
      });
    });
  };

  const canLight = "highlights" in CSS && "Highlight" in window;
  const light = (range) => {
    if (canLight && range) CSS.highlights.set("zx-read", new Highlight(range));
    else if (canLight) CSS.highlights.delete("zx-read");
    else getSelection().removeAllRanges();
    if (!range) return;
    if (!canLight) getSelection().addRange(range);
    const { top, bottom } = range.getBoundingClientRect();
    if (top < bar.getBoundingClientRect().bottom || bottom > innerHeight) range.startContainer.parentElement.scrollIntoView({ block: "center" });
  };

  let list = [], at = 0, turn = 0;
  // Pausing is stopping and remembering where: what browsers call pause does nothing on many phones.
  const show = (state) => {
    start.textContent = { idle: "朗读本页", reading: "暂停朗读", paused: "接着朗读" }[state];
    stop.disabled = state === "idle";
    bar.dataset.state = state;
  };
  const hush = () => { turn += 1; voice.cancel(); };
  const end = (words) => { hush(); light(null); at = 0; show("idle"); said.textContent = words; };
  const read = () => {
    if (at >= list.length) return end("读完了。");
    const mine = ++turn;
    const words = new SpeechSynthesisUtterance(list[at].text);
    words.lang = "zh-CN";
    words.rate = Number(speed.value);
    words.onend = () => { if (mine === turn) { at += 1; read(); } };
    words.onerror = () => { if (mine === turn) end("这台设备没有可用的朗读声音。可以在系统设置里装上中文语音，再试一次。"); };
    light(list[at].range);
    voice.speak(words);
  };

  start.addEventListener("click", () => {
    if (bar.dataset.state === "reading") { hush(); show("paused"); return; }
    if (bar.dataset.state !== "paused") { list = sentences(); at = 0; }
    said.textContent = "";
    show("reading");
    read();
  });
  stop.addEventListener("click", () => { end(""); start.focus(); });
  speed.addEventListener("change", () => { if (bar.dataset.state === "reading") { hush(); read(); } });
  addEventListener("pagehide", hush);
  document.addEventListener("zx-elder", () => end(""));
  // Asked for by the button of an article: begin, and let the bar have the focus.
  const begin = () => {
    if (bar.dataset.state !== "reading") start.click();
    start.focus({ preventScroll: true });
  };
  document.addEventListener("zx-read", begin);
  bar.hidden = false;
  show("idle");
  if ("zxReading" in document.documentElement.dataset) begin();
})();
