import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sweepSchema } from './sweepSchema';

/** The part of yaml-language-server that is compared with. */
interface LanguageService {
  configure(settings: object): void;
  doValidation(document: unknown, isKubernetes: boolean): Promise<readonly unknown[]>;
}

/** Validates a text against the schema of sweeps as an editor with yaml-language-server does; gives the number of problems. */
export type Validate = (text: string) => Promise<number>;

/** Loads yaml-language-server from bench/node_modules, where scripts/bench.mjs put it. */
export function loadLanguageServer(): Validate {
  const require = createRequire(join(process.cwd(), 'bench', 'package.json'));
  const { getLanguageService } = require('yaml-language-server') as {
    getLanguageService: (params: object) => LanguageService;
  };
  const { TextDocument } = require('vscode-languageserver-textdocument') as {
    TextDocument: { create(uri: string, language: string, version: number, text: string): unknown };
  };
  const service = getLanguageService({
    schemaRequestService: () => Promise.reject(new Error('There is no network here.')),
    workspaceContext: { resolveRelativePath: (path: string) => path },
  });
  const uri = 'https://example.org/sweep.schema.json';
  service.configure({ validate: true, schemas: [{ uri, fileMatch: ['*.yaml'], schema: sweepSchema() }] });
  let version = 0;
  return async (text) => {
    const document = TextDocument.create('file:///sweep.yaml', 'yaml', ++version, text);
    return (await service.doValidation(document, false)).length;
  };
}
