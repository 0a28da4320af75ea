import type { ComponentProps } from "react";

interface LinkProps extends ComponentProps<"a"> {
  href: string;
  /** The page stays where it is scrolled to; with `replace` it also takes the place of the one before in the history. */
  stay?: true | "replace";
}

/** A link to a page of the panel. It is text alone: `LinkClicks`, once in each page, opens what it leads to without a page load. */
export const Link = ({ stay, ...props }: LinkProps) => (
  <a {...props} data-link={stay === true ? "stay" : (stay ?? "")} />
);
