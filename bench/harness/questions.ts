interface Question {
  readonly question: number;
  readonly what: string;
  readonly argument: never;
}

/** What a program of the harness can be asked by the process that started it, which it does not outlive. */
export function answerQuestions(
  answers: Readonly<Record<string, (argument: never) => unknown>>,
): void {
  process.on('message', ({ question, what, argument }: Question) => {
    void Promise.resolve(answers[what]?.(argument)).then((answer) =>
      process.send?.({ question, answer }),
    );
  });
  process.on('disconnect', () => process.exit());
}
