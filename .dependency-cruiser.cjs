// Which way imports go (the order is the architecture: whoever breaks it makes a layer that can't be read alone).

/** Folders of lib in their order: each may import what stands to its right, and what all may import. */
const ORDER = [
  ...["api", "actions", "find", "live|monitor|fleet", "hosts", "accounts", "operations"],
  ...["notifications", "provider", "db"],
];

const downwards = ORDER.slice(1).map((layer, i) => {
  const above = ORDER.slice(0, i + 1).join("|");
  return {
    name: `lib-${layer.replaceAll("|", "-")}-knows-nothing-above-it`,
    comment: `Within lib imports go api → actions → find → live, monitor, fleet → hosts → accounts → operations → notifications → provider → db. lib/${layer} stands below ${above}: let the upper layer call it, or hand it a function.`,
    severity: "error",
    from: { path: `^lib/(${layer})/`, pathNot: "\\.test\\.ts$" },
    to: { path: `^lib/(${above})/`, dependencyTypesNot: ["type-only"] },
  };
});

module.exports = {
  forbidden: [
    ...downwards,
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or a third one is missing.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-imports-app",
      comment:
        "app → components → lib: routes are the outermost layer. Server actions reach components as props from the page.",
      severity: "error",
      from: { path: "^(components|lib|proxy\\.dev\\.ts|instrumentation\\.ts)", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^app/" },
    },
    {
      name: "lib-knows-no-components",
      comment: "app → components → lib: lib says what is, components how it looks.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^components/" },
    },
    {
      name: "ui-knows-no-domain",
      comment: "components/ui and components/charts are primitives: no word of the domain in them.",
      severity: "error",
      from: { path: "^components/(ui|charts)/" },
      to: { path: "^components/(hosts|account|admin|shell)/|^lib/(?!i18n/|action-result\\.ts)" },
    },
    {
      name: "components-touch-no-server",
      comment:
        "A component may end in a browser: from lib it takes types and pure functions. What reads or acts is done by the page, which hands it on as props. A test ends in none.",
      severity: "error",
      from: { path: "^components/", pathNot: "\\.test\\.tsx?$" },
      to: {
        path: "^lib/(db|cli|simulator|live)/|^lib/fleet/(?!(hosts/(place|fleet-query)|search-params|operations/ledger-filter)\\.ts|survey/(page-needs|judge-pages)\\.ts)|^lib/monitor/(?!(wire|drawing|samples|alarms/alarm-view|downtime/downtime-view|traffic/(fit-unit|period|traffic-view))\\.ts)|^lib/(config|log|master|boot|drain)\\.ts$|^lib/rstack/(?!ids|outcome|host-fields)|^lib/provider/(settings|announcements|png)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "rstack-is-the-protocol-alone",
      comment:
        "lib/rstack imports zod, undici, cockatiel and Node, nothing of ours: settings and budget come as arguments, so that it can be read against the vendor's document alone.",
      severity: "error",
      // The thread's first file has Node read TypeScript, where no bundler does.
      from: { path: "^lib/rstack/", pathNot: "\\.test\\.ts$|/testing/|/parse-worker\\.mjs$" },
      to: {
        path: ".",
        pathNot: "^lib/rstack/|^node_modules/(zod|undici|cockatiel)/",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "simulator-shares-nothing",
      comment:
        "The simulator is the other end of the wire, written from the vendor's document: code shared with the client would hide the same mistake on both ends.",
      severity: "error",
      from: { path: "^lib/simulator/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(lib|app|components)/", pathNot: "^lib/simulator/" },
    },
    {
      name: "only-tests-meet-the-simulator",
      comment: "The panel must not know that a simulator exists. Commands start it as a process of its own.",
      severity: "error",
      from: {
        path: "^(app|components|lib|proxy\\.dev\\.ts|instrumentation\\.ts)",
        pathNot: "^lib/simulator/|\\.test\\.tsx?$|^lib/.*/testing/|testing\\.ts$",
      },
      to: { path: "^lib/simulator/" },
    },
    {
      name: "operations-call-nobody-upstream",
      comment:
        "The ledger is settled by probes that lib/hosts and lib/fleet register: it calls no master itself.",
      severity: "error",
      from: { path: "^lib/(operations|db)/", pathNot: "\\.test\\.ts$" },
      to: {
        path: "^lib/master\\.ts$|^lib/rstack/(?!ids|outcome|master-client|budget)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "master-for-five-folders",
      comment:
        "The one client of a process is for lib/hosts, monitor, live, fleet and accounts: pages and actions ask those.",
      severity: "error",
      from: {
        path: ".",
        pathNot:
          "^lib/(hosts|monitor|live|fleet|accounts)/|\\.test\\.tsx?$|^lib/(master|boot)\\.ts$|^lib/(cli|server)/|^e2e/",
      },
      to: { path: "^lib/master\\.ts$" },
    },
    {
      name: "boot-cli-and-server-stand-above",
      comment:
        "What starts the panel is called by instrumentation.ts and by npm alone, and the server in front of Next by them.",
      severity: "error",
      from: {
        path: "^(app|components|lib|proxy\\.dev\\.ts)",
        pathNot: "^lib/(cli/|server/|boot)|\\.test\\.tsx?$",
      },
      to: { path: "^lib/(cli/|server/|boot\\.ts$)" },
    },
    {
      name: "config-for-all-but-two",
      comment: "lib/rstack takes its settings as arguments; a component would carry them to a browser.",
      severity: "error",
      from: { path: "^(lib/(rstack|simulator)|components)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^lib/config\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-missing-packages",
      comment: "What is imported stands in package.json, and what the panel runs stands under dependencies.",
      severity: "error",
      from: {
        path: "^(app|components|lib)/",
        pathNot: "\\.test\\.tsx?$|testing|^lib/db/test-server\\.ts$|^lib/cli/",
      },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "not-unresolvable",
      comment: "This import leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^\\.next/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|next-env\\.d\\.ts)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".css"],
    },
  },
};
