import { spawnSync } from 'node:child_process';
const INSTALL_DEADLINE_MS = 300_000;
/** Whether this machine lets us install Debian's packages: with apt-get, as root. */
export const canInstall = () => process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
/**
 * Installs one of Debian's packages without starting a service. Takes minutes at most.
 * @returns whether it is installed
 */
export function installPackage(name) {
    const run = (...args) => spawnSync('apt-get', args, {
        stdio: 'ignore',
        timeout: INSTALL_DEADLINE_MS,
        // In runlevel 1 Debian's packages do not start services.
        env: {
            PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
            DEBIAN_FRONTEND: 'noninteractive',
            RUNLEVEL: '1',
        },
    }).status === 0;
    return run('update') && run('install', '--yes', '--no-install-recommends', name);
}
//# sourceMappingURL=apt.install.js.map