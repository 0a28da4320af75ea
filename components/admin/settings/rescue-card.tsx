import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { NoticeLine } from "@/components/ui/notice-line";
import { SettingRow, Unset } from "./setting-row";

interface Disc {
  id: string;
  name: string | null;
  fileName: string | null;
}

interface RescueCardProps {
  chosen: Disc | null;
  /** What RStack lists; null where it gave no list. */
  discs: Disc[] | null;
  action: FormAction;
}

const nameOf = ({ id, name, fileName }: Disc): string => name ?? fileName ?? id;

/** The disc from which customers can start a host that doesn't come up by itself. */
export function RescueCard({ chosen, discs, action }: RescueCardProps) {
  const t = useTranslations("settings.rescue");
  const isListed = chosen === null || discs?.some(({ id }) => id === chosen.id);
  const options: [string, string][] = [
    ["", t("none")],
    ...(chosen && !isListed ? [[chosen.id, nameOf(chosen)] as [string, string]] : []),
    ...(discs ?? []).map((disc): [string, string] => [disc.id, nameOf(disc)]),
  ];
  return (
    <SettingRow
      id="rescue"
      title={t("title")}
      text={t("note")}
      value={chosen ? nameOf(chosen) : <Unset>{t("none")}</Unset>}
    >
      {discs === null ? (
        <NoticeLine tone="busy">{t("unread")}</NoticeLine>
      ) : (
        <>
          {isListed ? null : <NoticeLine tone="busy">{t("gone")}</NoticeLine>}
          <Form action={action} submit={t("save")} done={t("saved")} className="grid gap-4">
            <FieldGrid>
              <SelectField
                // Another choice that was saved is another field: React keeps what a person picked before.
                key={chosen?.id ?? ""}
                name="disc"
                label={t("disc")}
                value={chosen?.id ?? ""}
                options={options}
              />
            </FieldGrid>
          </Form>
        </>
      )}
    </SettingRow>
  );
}
