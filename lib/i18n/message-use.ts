import ts from "typescript";

/** A use of a message found in a source: a whole key, or (with `open`) the constant head of one that is put together. */
export interface MessageUse {
  key: string;
  open: boolean;
  /** The constant tail of a key that is put together. */
  tail: string;
  /** Asked for by `t.rich` or `t.markup`: the one way to a text with tags. */
  rich: boolean;
}

type FoundKey = Omit<MessageUse, "rich">;

const MAKERS = new Set(["useTranslations", "getTranslations", "createTranslator"]);

/** Finds what a source asks of `next-intl`. A translator that is handed on is known by its parameter's type. */
export function messageUses(fileName: string, source: string): MessageUse[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const uses: MessageUse[] = [];
  const namespaces = namespacesIn(file);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const namespace = namespaceOf(node.expression, namespaces);
      const [key] = node.arguments;
      if (namespace !== undefined && key) {
        const rich = isRich(node.expression);
        uses.push(...keysOf(key, namespace === "" ? "" : `${namespace}.`).map((use) => ({ ...use, rich })));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

/** Every name that is given a translator in this file, with all namespaces that it has in one place or another. */
function namespacesIn(file: ts.SourceFile): Map<ts.Node, Map<string, string>> {
  const found = new Map<ts.Node, Map<string, string>>();
  const add = (node: ts.Node, name: ts.BindingName, namespace: string | undefined): void => {
    if (ts.isIdentifier(name) && namespace !== undefined) {
      const scope = scopeOf(node);
      found.set(scope, (found.get(scope) ?? new Map<string, string>()).set(name.text, namespace));
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      const together = ts.isArrayBindingPattern(node.name) ? awaitedTogether(node.initializer) : [];
      add(node, node.name, madeBy(node.initializer));
      for (const [at, element] of together.entries()) {
        const bound = ts.isArrayBindingPattern(node.name) ? node.name.elements[at] : undefined;
        if (bound && ts.isBindingElement(bound)) {
          add(node, bound.name, madeBy(element));
        }
      }
    } else if (ts.isParameter(node) && node.type) {
      add(node, node.name, namespaceOfType(node.type));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The calls in `await Promise.all([…])`. */
function awaitedTogether(expression: ts.Expression): readonly ts.Expression[] {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  const [given] = ts.isCallExpression(call) ? call.arguments : [];
  return given && ts.isArrayLiteralExpression(given) ? given.elements : [];
}

/** `ReturnType<typeof useTranslations<"x">>`, or the name of such a type in the same file. */
function namespaceOfType(type: ts.TypeNode): string | undefined {
  const source = type.getSourceFile().text;
  const alias = new RegExp(`type ${type.getText().replace(/\W/g, "")} =([^;]*);`).exec(source)?.[1];
  return /(?:use|get)Translations<"([^"]+)">/.exec(alias ?? type.getText())?.[1];
}

function madeBy(expression: ts.Expression): string | undefined {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || !MAKERS.has(call.expression.text)) {
    return undefined;
  }
  const [given] = call.arguments;
  const namespace = given && ts.isObjectLiteralExpression(given) ? namespaceIn(given) : given;
  return namespace && ts.isStringLiteral(namespace) ? namespace.text : "";
}

/** `{ locale, namespace: "x" }`: for a text in another language than the page's. */
function namespaceIn(given: ts.ObjectLiteralExpression): ts.Expression | undefined {
  return given.properties
    .filter(ts.isPropertyAssignment)
    .find((property) => property.name.getText() === "namespace")?.initializer;
}

function scopeOf(node: ts.Node): ts.Node {
  let scope = node.parent;
  while (scope.parent && !ts.isFunctionLike(scope)) {
    scope = scope.parent;
  }
  return scope;
}

/** `t(…)`, `t.rich(…)`, and `(await getTranslations("x"))(…)`. */
function namespaceOf(callee: ts.Expression, found: Map<ts.Node, Map<string, string>>): string | undefined {
  if (ts.isParenthesizedExpression(callee) || ts.isCallExpression(callee)) {
    return madeBy(ts.isParenthesizedExpression(callee) ? callee.expression : callee);
  }
  const name = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  if (!ts.isIdentifier(name)) {
    return undefined;
  }
  for (let scope: ts.Node | undefined = name.parent; scope; scope = scope.parent) {
    const namespace = found.get(scope)?.get(name.text);
    if (namespace !== undefined) {
      return namespace;
    }
  }
  return undefined;
}

const isRich = (callee: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) && ["rich", "markup"].includes(callee.name.text);

function keysOf(key: ts.Expression, prefix: string): FoundKey[] {
  if (ts.isStringLiteralLike(key)) {
    return key.text === "" ? [] : [{ key: prefix + key.text, open: false, tail: "" }];
  }
  if (ts.isTemplateExpression(key)) {
    return [{ key: prefix + key.head.text, open: true, tail: key.templateSpans.at(-1)?.literal.text ?? "" }];
  }
  if (ts.isConditionalExpression(key)) {
    return [...keysOf(key.whenTrue, prefix), ...keysOf(key.whenFalse, prefix)];
  }
  if (ts.isParenthesizedExpression(key) || ts.isAsExpression(key)) {
    return keysOf(key.expression, prefix);
  }
  const given = ts.isIdentifier(key) ? spelledOut(key) : undefined;
  return given ? keysOf(given, prefix) : [{ key: prefix, open: true, tail: "" }];
}

/** What a key that has a name of its own was put together from. */
function spelledOut(name: ts.Identifier): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name.text) {
      found = node.initializer;
    }
    ts.forEachChild(node, visit);
  };
  visit(scopeOf(name));
  return found && /^[`("]/.test(found.getText()) ? found : undefined;
}
