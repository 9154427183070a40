import FindMyWay from 'find-my-way';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Which methods an address knows; tells a wrong method from a wrong address. */
export class AllowedMethods {
    router = FindMyWay();
    /** Listens to what routes are made from now on. */
    constructor(fastify) {
        fastify.addHook('onRoute', ({ method, url }) => {
            for (const each of [method].flat()) {
                const known = METHODS.find((name) => name === each);
                if (known && !this.router.hasRoute(known, url))
                    this.router.on(known, url, () => undefined);
            }
        });
    }
    /** The methods of an address; empty where nothing is there. */
    of(url) {
        const path = url.split('?', 1)[0] ?? '';
        return METHODS.filter((method) => this.router.find(method, path) !== null);
    }
}
//# sourceMappingURL=allowed.methods.js.map