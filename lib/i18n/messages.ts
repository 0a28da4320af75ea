import type { Locale } from "./locales";
import enAccount from "./messages/en/account.json";
import enAlarms from "./messages/en/alarms.json";
import enApi from "./messages/en/api.json";
import enCustomers from "./messages/en/customers.json";
import enFaults from "./messages/en/faults.json";
import enFind from "./messages/en/find.json";
import enFleet from "./messages/en/fleet.json";
import enHandover from "./messages/en/handover.json";
import enHostCommands from "./messages/en/host-commands.json";
import enHostPages from "./messages/en/host-pages.json";
import enHosts from "./messages/en/hosts.json";
import enMail from "./messages/en/mail.json";
import enNotifications from "./messages/en/notifications.json";
import enSchedules from "./messages/en/schedules.json";
import enShell from "./messages/en/shell.json";
import enSignIn from "./messages/en/sign-in.json";
import enStaff from "./messages/en/staff.json";
import enWords from "./messages/en/words.json";
import zhAccount from "./messages/zh-CN/account.json";
import zhAlarms from "./messages/zh-CN/alarms.json";
import zhApi from "./messages/zh-CN/api.json";
import zhCustomers from "./messages/zh-CN/customers.json";
import zhFaults from "./messages/zh-CN/faults.json";
import zhFind from "./messages/zh-CN/find.json";
import zhFleet from "./messages/zh-CN/fleet.json";
import zhHandover from "./messages/zh-CN/handover.json";
import zhHostCommands from "./messages/zh-CN/host-commands.json";
import zhHostPages from "./messages/zh-CN/host-pages.json";
import zhHosts from "./messages/zh-CN/hosts.json";
import zhMail from "./messages/zh-CN/mail.json";
import zhNotifications from "./messages/zh-CN/notifications.json";
import zhSchedules from "./messages/zh-CN/schedules.json";
import zhShell from "./messages/zh-CN/shell.json";
import zhSignIn from "./messages/zh-CN/sign-in.json";
import zhStaff from "./messages/zh-CN/staff.json";
import zhWords from "./messages/zh-CN/words.json";

// Each file holds one area; its first keys are the namespaces that pages ask for.
const en = {
  ...enSignIn,
  ...enAccount,
  ...enAlarms,
  ...enApi,
  ...enHosts,
  ...enHostPages,
  ...enSchedules,
  ...enHandover,
  ...enHostCommands,
  ...enShell,
  ...enFaults,
  ...enFind,
  ...enMail,
  ...enNotifications,
  ...enCustomers,
  ...enFleet,
  ...enStaff,
  ...enWords,
};

/** English decides which messages there are; a test keeps the others in step. */
export type Messages = typeof en;
/** A key of `words`. */
export type Word = Exclude<keyof Messages["words"], "roles">;

const MESSAGES: Record<Locale, Messages> = {
  en,
  "zh-CN": {
    ...zhSignIn,
    ...zhAccount,
    ...zhAlarms,
    ...zhApi,
    ...zhHosts,
    ...zhHostPages,
    ...zhSchedules,
    ...zhHandover,
    ...zhHostCommands,
    ...zhShell,
    ...zhFaults,
    ...zhFind,
    ...zhMail,
    ...zhNotifications,
    ...zhCustomers,
    ...zhFleet,
    ...zhStaff,
    ...zhWords,
  },
};

export const messagesFor = (locale: Locale): Messages => MESSAGES[locale];
