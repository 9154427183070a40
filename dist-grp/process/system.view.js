/** What a probe shows of the rest of the system, without judging it. */
export class SystemView {
}
//# sourceMappingURL=system.view.js.map