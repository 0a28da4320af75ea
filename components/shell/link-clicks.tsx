"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Opens what a `Link` leads to. One for all links: a component for each would be hydrated in every row. */
export function LinkClicks() {
  const router = useRouter();
  useEffect(() => {
    // React's own handlers stand at the document before this one, so what they prevented is seen.
    const open = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[data-link]");
      if (link && !isLeftToBrowser(event, link)) {
        event.preventDefault();
        const how = link.dataset.link;
        router[how === "replace" ? "replace" : "push"](link.href, { scroll: how === "" });
      }
    };
    document.addEventListener("click", open);
    return () => document.removeEventListener("click", open);
  }, [router]);
  return null;
}

const isLeftToBrowser = (event: MouseEvent, { origin }: HTMLAnchorElement): boolean =>
  event.defaultPrevented ||
  event.button !== 0 ||
  event.metaKey ||
  event.ctrlKey ||
  event.shiftKey ||
  event.altKey ||
  origin !== location.origin;
