import { useLayoutEffect } from "react";
import { isName, patternOf, secretsIn } from "./secrets";

/** Names that were marked anywhere in this tab: sentences on other pages name them, too. */
const names = new Set<string>();
const HIDDEN = "••••";

/** Text that isn't marked by itself, node by node. */
function* unmarkedTexts(): Generator<Text> {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const isShown = node.parentElement && !node.parentElement.closest("[data-secret], script, style");
    if (isShown && node instanceof Text && node.data.trim() !== "") {
      yield node;
    }
  }
}

/** Without changing the page's text, which React keeps; a browser that can't paint ranges masks the whole element. */
function mask(): void {
  for (const { textContent } of document.querySelectorAll("[data-secret]")) {
    const text = textContent.trim();
    if (isName(text)) {
      names.add(text);
    }
  }
  const pattern = patternOf(names);
  const ranges: StaticRange[] = [];
  for (const node of unmarkedTexts()) {
    const found = secretsIn(node.data, pattern);
    for (const [from, to] of found) {
      ranges.push(
        new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to }),
      );
    }
    if (!("highlights" in CSS)) {
      node.parentElement?.toggleAttribute("data-secret-text", found.length > 0);
    }
  }
  if ("highlights" in CSS) {
    CSS.highlights.set("secret", new Highlight(...ranges));
  }
  const title = document.title.replace(pattern, HIDDEN);
  if (title !== document.title) {
    document.title = title;
  }
}

/** Masks names and addresses that stand in sentences, before anything is painted; all else is masked by its mark. */
export function Masker() {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const observer = new MutationObserver(mask);
    mask();
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    root.toggleAttribute("data-mask-ready", true);
    return () => {
      observer.disconnect();
      root.removeAttribute("data-mask-ready");
      if ("highlights" in CSS) {
        CSS.highlights.delete("secret");
      }
      for (const element of document.querySelectorAll("[data-secret-text]")) {
        element.removeAttribute("data-secret-text");
      }
    };
  }, []);
  return null;
}
