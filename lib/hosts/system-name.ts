import { cleanText } from "./clean-text";
import type { SystemFamily } from "./host-view";

const FAMILIES: [RegExp, SystemFamily, string][] = [
  [/almalinux|alma\b/, "almalinux", "AlmaLinux"],
  [/rocky/, "rocky", "Rocky Linux"],
  [/centos/, "centos", "CentOS"],
  [/debian/, "debian", "Debian"],
  [/ubuntu/, "ubuntu", "Ubuntu"],
  [/fedora/, "fedora", "Fedora"],
  [/open\s?suse|suse/, "opensuse", "openSUSE"],
  [/free\s?bsd/, "freebsd", "FreeBSD"],
  [/windows|win\s?(?:srv|server|\d)|server\s?20\d\d/, "windows", "Windows"],
];

/** Words that an image's name may add and that are worth showing, as they are spelt. */
const EXTRAS: [RegExp, string][] = [
  [/stream/, "Stream"],
  [/data\s?cent(?:er|re)/, "Datacenter"],
  [/enterprise/, "Enterprise"],
  [/\bcore\b/, "Core"],
  [/\bpro(?:fessional)?\b/, "Pro"],
  [/\blts\b/, "LTS"],
];

function windowsVersion(text: string): string | null {
  const server = /(20\d\d)\s?(r2)?/.exec(text);
  if (server) {
    return `Server ${server[1]}${server[2] ? " R2" : ""}`;
  }
  return /(?:windows|win)\s?(xp|vista|7|8\.1|8|10|11)\b/.exec(text)?.[1] ?? null;
}

/**
 * Family and name to show, from the image's name and the master's `ostype`: "centos7.6.vhdx" → CentOS 7.6,
 * "windows 2003r2" → Windows Server 2003 R2. Without a known family, the image's own name.
 */
export function systemOf(
  imageName: string | null,
  osFamily: string | null,
): { family: SystemFamily; name: string | null } {
  const shown = cleanText(imageName)?.replace(/\.(?:vhdx?|avhdx?|iso|img)$/i, "") ?? null;
  const text = (shown ?? "").toLowerCase().replace(/[_-]+/g, " ");
  const kind = (osFamily ?? "").trim().toLowerCase();
  const found =
    FAMILIES.find(([pattern]) => pattern.test(text)) ?? FAMILIES.find(([pattern]) => pattern.test(kind));
  if (!found) {
    return { family: /linux|unix/.test(`${kind} ${text}`) ? "linux" : "unknown", name: shown };
  }
  const [pattern, family, label] = found;
  if (!pattern.test(text)) {
    return { family, name: shown ?? label };
  }
  const version =
    family === "windows"
      ? windowsVersion(text)
      : (/(\d+(?:\.\d+){0,2})/.exec(text.replace(/x?86.?64|x64|64\s?bit/g, ""))?.[1] ?? null);
  const extras = EXTRAS.filter(([extra]) => extra.test(text)).map(([, word]) => word);
  return {
    family,
    name: [
      label,
      ...(extras[0] === "Stream" ? ["Stream"] : []),
      version,
      ...extras.filter((e) => e !== "Stream"),
    ]
      .filter(Boolean)
      .join(" "),
  };
}
