import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { Role } from "@/lib/accounts/sessions/viewer";
import { EVERYDAY_KINDS, keyOf } from "../hosts/power/power-looks";
import { PLACES, PLACES_OF } from "../shell/places";
import { CloseKey, Dialog, openDialog } from "../ui/overlay/dialog";
import { Kbd } from "../ui/state";
import { LateTexts } from "./late-texts";

const ID = "shortcuts";

interface ShortcutsProps {
  role: Role;
  /** How often it was asked for. */
  asked: number;
}

/** All keys that do something when pressed alone. */
export const Shortcuts = (props: ShortcutsProps) => (
  <LateTexts>
    <ShortcutsDialog {...props} />
  </LateTexts>
);

function ShortcutsDialog({ role, asked }: ShortcutsProps) {
  const t = useTranslations();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking opens it
  useEffect(() => openDialog(ID), [asked]);
  const places = PLACES_OF[role].flatMap((place) => {
    const { go, word } = PLACES[place];
    return go ? [[t(`words.${word}`), `G ${go}`] as const] : [];
  });
  const power = EVERYDAY_KINDS.flatMap((kind) => {
    const key = keyOf(kind);
    return key ? [[t(`operations.kind.${kind}`), key] as const] : [];
  });
  const groups = [
    [
      t("find.shortcuts.everywhere"),
      [
        [t("find.open"), `${/Mac/.test(navigator.platform) ? "⌘" : "Ctrl"} K`],
        ...places,
        [t("words.notifications"), "G N"],
        [t("shell.shortcuts"), "?"],
      ],
    ],
    [
      t("find.shortcuts.lists"),
      [
        [t("find.shortcuts.next"), "J K"],
        [t("find.shortcuts.open"), "Enter"],
        [t("find.shortcuts.select"), "X"],
        [t("hosts.more"), "."],
        [t("find.shortcuts.search"), "/"],
      ],
    ],
    // Staff's page of a host has no such buttons.
    ...(role === "customer"
      ? [
          [
            t("words.host"),
            [[t("operations.kind.open-console"), "C"], ...power, [t("find.shortcuts.tabs"), "1 – 6"]],
          ] as const,
        ]
      : []),
  ] as const;
  return (
    <Dialog id={ID} title={t("shell.shortcuts")} wide>
      <div className="mt-4 gap-x-10 sm:columns-2">
        {groups.map(([title, keys]) => (
          <section key={title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-13 text-ink-3">{title}</h3>
            <dl>
              {keys.map(([name, key]) => (
                <div key={key} className="flex min-h-8 items-center justify-between gap-4">
                  <dt>{name}</dt>
                  <dd>
                    <Kbd keys={key} shown />
                    <span className="sr-only">{key}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-keys">
        <CloseKey dialog={ID} word="close" variant="default" />
      </div>
    </Dialog>
  );
}
