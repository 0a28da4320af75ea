import { readFileSync } from "node:fs";
import path from "node:path";

/** What no page or route of the build answers. */
const OTHER = "other";
const STATIC = "/_next/static";

/**
 * From a request's URL to the route that answers it, such as `/hosts/[vmid]/network`: ids and tokens never stand in it, and
 * there are no more of them than the build has. `other` for the rest, and for everything without a build.
 */
export function routeLabels(distFolder: string): (url: string) => string {
  const routes = routesOf(distFolder).map((route) => route.split("/"));
  // A word goes before a parameter, as in Next.
  routes.sort((a, b) => a.filter(isParameter).length - b.filter(isParameter).length);
  return (url) => {
    const [pathname = ""] = url.split(/[?#]/, 1);
    if (pathname.startsWith(`${STATIC}/`)) {
      return STATIC;
    }
    const parts = pathname.replace(/(.)\/$/, "$1").split("/");
    return routes.find((route) => isMatch(route, parts))?.join("/") ?? OTHER;
  };
}

function routesOf(distFolder: string): string[] {
  try {
    const file = path.join(distFolder, "app-path-routes-manifest.json");
    const routes = Object.values<string>(JSON.parse(readFileSync(file, "utf8")));
    return [...new Set(routes)].filter((route) => !route.startsWith("/_"));
  } catch {
    return [];
  }
}

const isParameter = (part: string): boolean => part.startsWith("[");
const takesRest = (part: string | undefined): boolean => part?.startsWith("[...") === true;

function isMatch(route: string[], parts: string[]): boolean {
  const fits = takesRest(route.at(-1)) ? parts.length >= route.length : parts.length === route.length;
  return fits && route.every((part, i) => isParameter(part) || part === parts[i]);
}
