// What scrolls sideways can be reached with the keyboard, while there is something to scroll.
function markScrolling() {
  for (const box of document.querySelectorAll(".md-typeset pre > code, .md-typeset__scrollwrap")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

// The search is in a shadow tree, which style sheets of the page do not reach: paths of its results are too pale, and a
// screen reader reads only the title of a result.
const sheet = new CSSStyleSheet();
sheet.replaceSync("menu { color: inherit !important; }");
const observer = new MutationObserver(([{ target }]) => {
  const named = target.getRootNode().querySelectorAll("a[aria-labelledby]");
  for (const result of named) result.removeAttribute("aria-labelledby");
});
function mendSearch() {
  for (const { shadowRoot } of document.body.children) {
    if (!shadowRoot) continue;
    shadowRoot.adoptedStyleSheets = [sheet];
    observer.observe(shadowRoot, { attributeFilter: ["aria-labelledby"], childList: true, subtree: true });
  }
}

addEventListener("load", markScrolling);
addEventListener("resize", markScrolling);
addEventListener("focusin", mendSearch);
