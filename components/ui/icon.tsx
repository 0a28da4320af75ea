/** One path each, on a grid of 20 with a stroke of 1.5; the colour is that of the text around. */
const PATHS = {
  copy: "M9 7h5.5a2 2 0 0 1 2 2v5.5a2 2 0 0 1 -2 2h-5.5a2 2 0 0 1 -2 -2v-5.5a2 2 0 0 1 2 -2zM13 4.5A1.5 1.5 0 0 0 11.5 3.5H5A1.5 1.5 0 0 0 3.5 5v6.5A1.5 1.5 0 0 0 4.5 13",
  check: "M4.5 10.5l3.8 3.8 7.2-8",
  cross: "M5 5l10 10M15 5L5 15",
  "chevron-down": "M5.5 8l4.5 4.5L14.5 8",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  star: "M10 3l2.2 4.5 4.9.7-3.6 3.5.9 4.9L10 14.3l-4.4 2.3.9-4.9L2.9 8.2l4.9-.7z",
  start: "M6.5 4.5v11l9-5.5z",
  again: "M15.8 8.2A6.2 6.2 0 1 0 16.2 10M16.3 4v4.3H12",
  stop: "M6.6 5h6.8a1.6 1.6 0 0 1 1.6 1.6v6.8a1.6 1.6 0 0 1 -1.6 1.6h-6.8a1.6 1.6 0 0 1 -1.6 -1.6v-6.8a1.6 1.6 0 0 1 1.6 -1.6z",
  console:
    "M4.9 3.5h10.2a2.4 2.4 0 0 1 2.4 2.4v8.2a2.4 2.4 0 0 1 -2.4 2.4h-10.2a2.4 2.4 0 0 1 -2.4 -2.4v-8.2a2.4 2.4 0 0 1 2.4 -2.4zM6 8l2.5 2.2L6 12.5M10.5 13H14",
  bolt: "M11 2.5L4.5 11.5H10l-1 6 6.5-9H10z",
  search: "M4 9a5 5 0 1 0 10 0a5 5 0 1 0 -10 0zM13 13l3.5 3.5",
  filter: "M3.5 6h13M6 10h8M8.5 14h3",
  globe:
    "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM3 10h14M10 3c2.5 2.2 3 4.5 3 7s-.5 4.8-3 7c-2.5-2.2-3-4.5-3-7s.5-4.8 3-7z",
  theme:
    "M6.8 10a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0zM10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7L6 6M14 14l1.3 1.3M15.3 4.7L14 6M6 14l-1.3 1.3",
  person: "M6.8 7a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0zM3.8 16.8c.6 -3.2 3 -4.8 6.2 -4.8s5.6 1.6 6.2 4.8",
  eye: "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10zM7.7 10a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0 -4.6 0z",
  download: "M10 3.5v8.5M6.5 8.8l3.5 3.5 3.5-3.5M3.5 13.5v3h13v-3",
  "sign-out": "M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M8.5 10h8M13 6.5l3.5 3.5-3.5 3.5",
  plus: "M10 4v12M4 10h12",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11",
  pencil: "M4 16l.8-3.4 8.4-8.4a1.5 1.5 0 0 1 2.2 0l.4.4a1.5 1.5 0 0 1 0 2.2L7.4 15.2z",
  padlock:
    "M6 9h8a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-8a2 2 0 0 1 -2 -2v-4a2 2 0 0 1 2 -2zM6.5 9V6.5a3.5 3.5 0 0 1 7 0V9",
  shield: "M10 3l5.5 2v4.8c0 3.3-2.2 5.9-5.5 7.2-3.3-1.3-5.5-3.9-5.5-7.2V5z",
  clock: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM10 6v4l2.5 2",
  disc: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM8 10a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z",
  eject: "M4.5 11.5L10 5l5.5 6.5zM4.5 15h11",
  external: "M8 5H5v10h10v-3M11 4h5v5M16 4l-7 7",
  phone: "M7.5 2.5h5a2 2 0 0 1 2 2v11a2 2 0 0 1 -2 2h-5a2 2 0 0 1 -2 -2v-11a2 2 0 0 1 2 -2zM9 15h2",
  passkey: "M3 10a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0zM10 10h7.5M14 10v3M17 10v2",
  list: "M7.5 5h9M7.5 10h9M7.5 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01",
  swap: "M4 7h11M12 4l3 3-3 3M16 13H5M8 10l-3 3 3 3",
  suspend: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM7 10h6",
  mail: "M4.5 4.5h11a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-11a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2zM3 6.5l7 5 7-5",
  arrow: "M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? "icon icon-small" : "icon"} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} strokeWidth={name === "more" ? 2.6 : undefined} />
    </svg>
  );
}
