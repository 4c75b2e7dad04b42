/**
 * A report for people without lines that GitHub's runner would take for commands: those that begin with `::`, and `##[` anywhere.
 * The name of a file, a parameter or a level can stand at the beginning of a line. Source: `ActionCommand.cs` of actions/runner.
 */
export function withoutWorkflowCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '# #[');
}

/** Text as it goes to a terminal: without the characters that move its cursor, change its settings or reorder a line. */
export function forTerminal(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
