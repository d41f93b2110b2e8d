// Looks at a picture closely: its link leads to the whole picture, and with script that opens over the page.
(() => {
  "use strict";
  const make = (name, block, text = "") => Object.assign(document.createElement(name), { className: block, textContent: text });
  const dialog = make("dialog", "zx-zoom");
  const frame = make("div", "zx-zoom__frame");
  const image = make("img", "zx-zoom__picture");
  const caption = make("p", "zx-zoom__caption");
  const bar = make("div", "zx-zoom__bar");
  const larger = make("button", "zx-zoom__button", "原大");
  const close = make("button", "zx-zoom__button", "关闭");
  larger.type = close.type = "button";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  bar.append(caption, larger, close);
  frame.append(image);
  dialog.append(bar, frame);
  document.body.append(dialog);

  const fit = (isWhole) => {
    dialog.toggleAttribute("data-zx-whole", isWhole);
    larger.textContent = isWhole ? "适合窗口" : "原大";
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-zx-zoom]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const shown = link.querySelector("img");
    image.src = link.href;
    image.alt = shown.alt;
    caption.textContent = [...link.closest("figure").querySelectorAll("figcaption > span")].map((part) => part.textContent).join("　");
    dialog.setAttribute("aria-label", `图片：${shown.alt}`);
    frame.setAttribute("aria-label", shown.alt);
    fit(false);
    dialog.showModal();
    close.focus();
  });
  larger.addEventListener("click", () => fit(!dialog.hasAttribute("data-zx-whole")));
  close.addEventListener("click", () => dialog.close());
  // A click beside the picture closes it, as readers expect of such windows.
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
})();
