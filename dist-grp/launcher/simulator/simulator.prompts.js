const KEPT_PROMPTS = 10_000;
/** How often each prompt came, for `[first N ...]`. */
export class Prompts {
    seen = new Map();
    /** How often this very prompt came before; counts it. */
    countEarlier(prompt) {
        const earlier = this.seen.get(prompt) ?? 0;
        if (!/\[first /i.test(prompt))
            return 0;
        this.seen.set(prompt, earlier + 1);
        const [oldest = ''] = this.seen.keys();
        if (this.seen.size > KEPT_PROMPTS)
            this.seen.delete(oldest);
        return earlier;
    }
}
//# sourceMappingURL=simulator.prompts.js.map