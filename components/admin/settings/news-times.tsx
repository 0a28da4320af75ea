"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { TextField } from "@/components/ui/form/text-field";
import { useZone } from "@/components/ui/use-zone";
import { momentOf } from "./read-times";

/**
 * From when until when. A browser draws such a field in a format of its own, which may put the month before the day: what
 * was typed stands below it, with the month's name and the zone in which it counts.
 */
export function NewsTimes({ zone: ofAccount }: { zone: string | null }) {
  const zone = useZone(ofAccount);
  const own = useRef<HTMLInputElement>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    // Behind React's own listener, by which the form keeps what was typed when it was refused.
    const emptied = (event: Event) => {
      if (event.target === own.current?.form && !event.defaultPrevented) {
        setRound((n) => n + 1);
      }
    };
    window.addEventListener("reset", emptied);
    return () => window.removeEventListener("reset", emptied);
  }, []);
  return (
    <>
      <input ref={own} type="hidden" name="zone" value={zone} />
      <NewsTime key={`from ${round}`} name="from" zone={zone} />
      <NewsTime key={`until ${round}`} name="until" zone={zone} />
    </>
  );
}

function NewsTime({ name, zone }: { name: "from" | "until"; zone: string }) {
  const t = useTranslations("news-times");
  const format = useFormatter();
  const [typed, setTyped] = useState("");
  const moment = momentOf(typed, zone);
  const isTime = Number.isFinite(moment.getTime());
  return (
    <TextField
      name={name}
      type="datetime-local"
      label={t(`${name}.label`)}
      onChange={(event) => setTyped(event.target.value)}
      hint={
        isTime
          ? format.dateTime(moment, {
              ...{ weekday: "short", day: "numeric", month: "long", year: "numeric" },
              ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
              ...{ timeZone: zone, timeZoneName: "short" },
            })
          : t(`${name}.hint`, { zone: zone.replaceAll("_", " ") })
      }
    />
  );
}
