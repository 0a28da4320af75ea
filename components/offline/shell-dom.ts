/**
 * Makes elements of the browser out of JSX, for the offline page alone: the panel's own parts look the same there, and React,
 * which is thirty times its size, stays away. `build.mjs` names it to esbuild.
 */

type Child = Node | string | number | boolean | null | undefined | Child[];
type Props = Record<string, unknown> & { children?: unknown };
type Part = (props: Props) => Child;

const SVG = new Set(["svg", "path", "circle", "rect", "g"]);
const NAMES: Record<string, string> = { className: "class", dateTime: "datetime", viewBox: "viewBox" };
/** As React names attributes: `strokeWidth`. */
const attribute = (name: string) => NAMES[name] ?? name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);

/** @public */
export function h(type: string | Part, props: Props | null, ...children: Child[]): Child {
  if (typeof type === "function") {
    return type({ ...props, children });
  }
  const element = SVG.has(type)
    ? document.createElementNS("http://www.w3.org/2000/svg", type)
    : document.createElement(type);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name !== "key" && value !== undefined && value !== null && value !== false) {
      element.setAttribute(attribute(name), value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

/** Of `<>…</>`. @public */
export const Fragment: Part = ({ children }) => children as Child;

export function append(parent: Element, child: Child): void {
  if (Array.isArray(child)) {
    for (const one of child) {
      append(parent, one);
    }
  } else if (child !== null && child !== undefined && typeof child !== "boolean") {
    // The parts have elements that are made once and stand in several places, which an element of a browser can't.
    const node = child instanceof Node && child.parentNode ? child.cloneNode(true) : child;
    parent.append(node instanceof Node ? node : String(node));
  }
}
