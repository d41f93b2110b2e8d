// Before anything is painted: the reader's colours, type size and elder mode, so that nothing changes before their eyes.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js") || root.classList.add("js");
  // With a voice the bar that reads aloud has its place from the start in elder mode.
  if (window.speechSynthesis) root.dataset.zxVoice = "";
  // A page that opens with something to look for keeps room for what will be found.
  if (new URLSearchParams(location.search).get("q")) root.dataset.zxSought = "";
  try {
    const scheme = localStorage.getItem("zx-scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.zxScheme = scheme;
    const size = localStorage.getItem("zx-size");
    if (size === "large" || size === "larger") root.dataset.zxSize = size;
    if (localStorage.getItem("zx-elder")) root.dataset.zxElder = "";
  } catch { /* private windows may refuse storage */ }
})();
