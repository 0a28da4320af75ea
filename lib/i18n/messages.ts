import type { Locale } from "../accounts/viewer";
import enAccess from "./messages/en/access.json";
import enAccount from "./messages/en/account.json";
import enActivity from "./messages/en/activity.json";
import enAudit from "./messages/en/audit.json";
import enConnection from "./messages/en/connection.json";
import enConsole from "./messages/en/console.json";
import enCustomers from "./messages/en/customers.json";
import enEntry from "./messages/en/entry.json";
import enErrors from "./messages/en/errors.json";
import enFleetCreated from "./messages/en/fleet-created.json";
import enFleetDelete from "./messages/en/fleet-delete.json";
import enFleetHosts from "./messages/en/fleet-hosts.json";
import enFleetOperations from "./messages/en/fleet-operations.json";
import enHost from "./messages/en/host.json";
import enHosts from "./messages/en/hosts.json";
import enInfrastructure from "./messages/en/infrastructure.json";
import enLabels from "./messages/en/labels.json";
import enMail from "./messages/en/mail.json";
import enMedia from "./messages/en/media.json";
import enMonitor from "./messages/en/monitor.json";
import enNetwork from "./messages/en/network.json";
import enNewsTimes from "./messages/en/news-times.json";
import enNotAsked from "./messages/en/not-asked.json";
import enOperations from "./messages/en/operations.json";
import enProvider from "./messages/en/provider.json";
import enReinstall from "./messages/en/reinstall.json";
import enSecondFactor from "./messages/en/second-factor.json";
import enSettings from "./messages/en/settings.json";
import enShell from "./messages/en/shell.json";
import enSignIn from "./messages/en/sign-in.json";
import enSnapshotCount from "./messages/en/snapshot-count.json";
import enSnapshots from "./messages/en/snapshots.json";
import enStaff from "./messages/en/staff.json";
import enStaffOverview from "./messages/en/staff-overview.json";
import enView from "./messages/en/view.json";
import zhAccess from "./messages/zh-CN/access.json";
import zhAccount from "./messages/zh-CN/account.json";
import zhActivity from "./messages/zh-CN/activity.json";
import zhAudit from "./messages/zh-CN/audit.json";
import zhConnection from "./messages/zh-CN/connection.json";
import zhConsole from "./messages/zh-CN/console.json";
import zhCustomers from "./messages/zh-CN/customers.json";
import zhEntry from "./messages/zh-CN/entry.json";
import zhErrors from "./messages/zh-CN/errors.json";
import zhFleetCreated from "./messages/zh-CN/fleet-created.json";
import zhFleetDelete from "./messages/zh-CN/fleet-delete.json";
import zhFleetHosts from "./messages/zh-CN/fleet-hosts.json";
import zhFleetOperations from "./messages/zh-CN/fleet-operations.json";
import zhHost from "./messages/zh-CN/host.json";
import zhHosts from "./messages/zh-CN/hosts.json";
import zhInfrastructure from "./messages/zh-CN/infrastructure.json";
import zhLabels from "./messages/zh-CN/labels.json";
import zhMail from "./messages/zh-CN/mail.json";
import zhMedia from "./messages/zh-CN/media.json";
import zhMonitor from "./messages/zh-CN/monitor.json";
import zhNetwork from "./messages/zh-CN/network.json";
import zhNewsTimes from "./messages/zh-CN/news-times.json";
import zhNotAsked from "./messages/zh-CN/not-asked.json";
import zhOperations from "./messages/zh-CN/operations.json";
import zhProvider from "./messages/zh-CN/provider.json";
import zhReinstall from "./messages/zh-CN/reinstall.json";
import zhSecondFactor from "./messages/zh-CN/second-factor.json";
import zhSettings from "./messages/zh-CN/settings.json";
import zhShell from "./messages/zh-CN/shell.json";
import zhSignIn from "./messages/zh-CN/sign-in.json";
import zhSnapshotCount from "./messages/zh-CN/snapshot-count.json";
import zhSnapshots from "./messages/zh-CN/snapshots.json";
import zhStaff from "./messages/zh-CN/staff.json";
import zhStaffOverview from "./messages/zh-CN/staff-overview.json";
import zhView from "./messages/zh-CN/view.json";

const en = {
  "sign-in": enSignIn,
  shell: enShell,
  hosts: enHosts,
  host: enHost,
  operations: enOperations,
  mail: enMail,
  monitor: enMonitor,
  network: enNetwork,
  access: enAccess,
  labels: enLabels,
  activity: enActivity,
  account: enAccount,
  "second-factor": enSecondFactor,
  connection: enConnection,
  provider: enProvider,
  settings: enSettings,
  "news-times": enNewsTimes,
  reinstall: enReinstall,
  snapshots: enSnapshots,
  "not-asked": enNotAsked,
  "snapshot-count": enSnapshotCount,
  media: enMedia,
  console: enConsole,
  customers: enCustomers,
  "fleet-hosts": enFleetHosts,
  "fleet-operations": enFleetOperations,
  audit: enAudit,
  staff: enStaff,
  "staff-overview": enStaffOverview,
  infrastructure: enInfrastructure,
  "fleet-created": enFleetCreated,
  "fleet-delete": enFleetDelete,
  entry: enEntry,
  view: enView,
  errors: enErrors,
};

/** English decides which messages there are; a test keeps the others in step. */
export type Messages = typeof en;

const MESSAGES: Record<Locale, Messages> = {
  en,
  "zh-CN": {
    "sign-in": zhSignIn,
    shell: zhShell,
    hosts: zhHosts,
    host: zhHost,
    operations: zhOperations,
    mail: zhMail,
    monitor: zhMonitor,
    network: zhNetwork,
    access: zhAccess,
    labels: zhLabels,
    activity: zhActivity,
    account: zhAccount,
    "second-factor": zhSecondFactor,
    connection: zhConnection,
    provider: zhProvider,
    settings: zhSettings,
    "news-times": zhNewsTimes,
    reinstall: zhReinstall,
    snapshots: zhSnapshots,
    "not-asked": zhNotAsked,
    "snapshot-count": zhSnapshotCount,
    media: zhMedia,
    console: zhConsole,
    customers: zhCustomers,
    "fleet-hosts": zhFleetHosts,
    "fleet-operations": zhFleetOperations,
    audit: zhAudit,
    staff: zhStaff,
    "staff-overview": zhStaffOverview,
    infrastructure: zhInfrastructure,
    "fleet-created": zhFleetCreated,
    "fleet-delete": zhFleetDelete,
    entry: zhEntry,
    view: zhView,
    errors: zhErrors,
  },
};

export const messagesFor = (locale: Locale): Messages => MESSAGES[locale];
