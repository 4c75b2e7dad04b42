import type { GraphQLFieldResolver } from 'graphql';
import type { AnswerContext } from './context';

/** Fields of one type: from the thing that the type stands for, the arguments and the context to the field's value. */
export type Resolvers<Source> = Readonly<
  Record<string, (source: Source, args: never, context: AnswerContext) => unknown>
>;

/** Resolves fields by `types`; others are properties of the source, or of the run or sweep that it holds. */
export function fieldResolver(
  types: Readonly<Record<string, Resolvers<never>>>,
): GraphQLFieldResolver<unknown, AnswerContext> {
  return (source, args, context, info) => {
    const resolver = types[info.parentType.name]?.[info.fieldName];
    if (resolver !== undefined) return resolver(source as never, args as never, context);
    const node = source as Fields & { readonly run?: Fields; readonly sweep?: Fields };
    return (node.run ?? node.sweep ?? node)[info.fieldName];
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** An opaque id as GraphQL servers make them: unique over all types. */
export function globalId(type: string, ...parts: readonly string[]): string {
  return Buffer.from([type, ...parts].join(':')).toString('base64');
}

/** A time as W&B writes it, to the second. */
export function timeText(time: number | null, { zoneless }: Pick<AnswerContext, 'zoneless'>): string | null {
  if (time === null) return null;
  const text = new Date(time).toISOString().slice(0, 19);
  return zoneless ? text : `${text}Z`;
}

/** A user as other users see them. */
export function userNode(username: string) {
  return {
    id: globalId('User', username),
    name: username.charAt(0).toUpperCase() + username.slice(1),
    username,
    admin: false,
    flags: '{}',
    deletedAt: null,
  };
}
