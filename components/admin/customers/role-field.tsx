import { useTranslations } from "next-intl";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";

/** RStack's two own groups. */
const OWN = ["0", "10"];

/** User or administrator by name; any other group of RStack's by its number, asked for once it is chosen. */
export function RoleField({ group }: { group: string }) {
  const w = useTranslations("words");
  const t = useTranslations("customers");
  return (
    <div className="group/role grid gap-3">
      <SelectField
        name="role"
        label={w("role")}
        value={OWN.includes(group) ? group : "other"}
        options={[
          ["0", t("group.user")],
          ["10", w("rstackAdministrator")],
          ["other", t("form.otherGroup")],
        ]}
      />
      <div className="hidden group-has-[option[value=other]:checked]/role:block">
        <TextField
          name="group"
          label={t("form.groupNumber")}
          defaultValue={group}
          inputMode="numeric"
          pattern="\d{0,6}"
          autoComplete="off"
        />
      </div>
    </div>
  );
}
