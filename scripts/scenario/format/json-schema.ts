import { z } from 'zod';
import { scenario } from './schema.ts';

/** As far as the runner looks at it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** The format as JSON schema (2020-12): what docs/scenario.schema.json holds. */
export const scenarioJsonSchema = (): JsonSchema => z.toJSONSchema(scenario, { io: 'input' }) as JsonSchema;

/** What may stand at a place, whichever of several forms is meant. */
export const createShapes = (root: JsonSchema) => {
  const branches = (schema: JsonSchema | undefined): readonly JsonSchema[] => {
    if (!schema) return [];
    if (schema.$ref !== undefined) return branches(root.$defs?.[schema.$ref.replace('#/$defs/', '')]);
    return schema.anyOf ? schema.anyOf.flatMap(branches) : [schema];
  };
  const inner = (schema: JsonSchema, key: string | number): readonly JsonSchema[] => {
    if (typeof key === 'number') return branches(schema.items);
    const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    if (known) return branches(known);
    return typeof schema.additionalProperties === 'object' ? branches(schema.additionalProperties) : [];
  };
  return {
    top: branches(root),
    inner: (schemas: readonly JsonSchema[], key: string | number) => schemas.flatMap((schema) => inner(schema, key)),
    /** Field names; none where a map takes any key. */
    fields: (schemas: readonly JsonSchema[]): readonly string[] => [
      ...new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {}))),
    ],
    takesAnyKey: (schemas: readonly JsonSchema[]): boolean =>
      schemas.some(({ additionalProperties }) => typeof additionalProperties === 'object'),
    words: (schemas: readonly JsonSchema[]): readonly string[] => [
      ...new Set(schemas.flatMap((each) => each.enum ?? (each.const === undefined ? [] : [each.const])).map(String)),
    ],
  };
};
export type Shapes = ReturnType<typeof createShapes>;

let shapes: Shapes | null = null;
/** Of the format. Made once: it takes a while. */
export const formatShapes = (): Shapes => (shapes ??= createShapes(scenarioJsonSchema()));
