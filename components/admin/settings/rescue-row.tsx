import { useTranslations } from "next-intl";
import { Rows, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { SelectField } from "@/components/ui/form/select-field";
import { Unset } from "./unset";

interface Disc {
  id: string;
  name: string | null;
  fileName: string | null;
}

interface RescueRowProps {
  chosen: Disc | null;
  /** What RStack lists; null where it gave no list. */
  discs: Disc[] | null;
  action: FormAction;
}

const nameOf = ({ id, name, fileName }: Disc): string => name ?? fileName ?? id;

/** The disc from which customers can start a host that doesn't come up by itself. */
export function RescueRow({ chosen, discs, action }: RescueRowProps) {
  const t = useTranslations("settings.rescue");
  const s = useTranslations("words");
  const isListed = chosen === null || discs === null || discs.some(({ id }) => id === chosen.id);
  const options: [string, string][] = [
    ["", t("none")],
    ...(chosen && !isListed ? [[chosen.id, nameOf(chosen)] as [string, string]] : []),
    ...(discs ?? []).map((disc): [string, string] => [disc.id, nameOf(disc)]),
  ];
  return (
    <Rows>
      <SettingRow
        label={t("title")}
        text={discs === null ? t("unread") : isListed ? t("short") : t("gone")}
        value={chosen ? nameOf(chosen) : <Unset>{t("none")}</Unset>}
        control={
          discs === null ? null : (
            <FormDialog
              id="rescue"
              deed={s("save")}
              title={t("edit")}
              text={t("note")}
              opens={{ label: t("edit"), shown: s("edit") }}
              action={action}
              done={s("saved")}
            >
              <SelectField
                // Another choice that was saved is another field: React keeps what a person picked before.
                key={chosen?.id ?? ""}
                name="disc"
                label={s("isoImage")}
                value={chosen?.id ?? ""}
                options={options}
              />
            </FormDialog>
          )
        }
      />
    </Rows>
  );
}
