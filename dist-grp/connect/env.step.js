import { readEnvFile, settingsOf, withSettings, writeEnvFile } from './env.file.js';
import { concealed } from './target.js';
/**
 * Shows what would stand in a `.env` file, and writes it after a yes.
 * @param env the environment, whose variables count before those of the file
 * @returns whether the file says so now
 * @throws ConnectError `env_file_unfit`
 */
export async function offerToWrite(path, settings, env, dialogue) {
    const text = await readEnvFile(path);
    const before = settingsOf(text);
    dialogue.say();
    dialogue.say(`${path}:`);
    for (const [name, value] of Object.entries(settings)) {
        const change = before[name] === value ? 'as it is' : was(name, before[name]);
        dialogue.say(`  ${name.padEnd(12)}${shown(name, value)} (${change})`);
        if (env[name] && env[name] !== value) {
            dialogue.say(`  Take care: the environment sets ${name} otherwise, and that counts.`);
        }
    }
    if (Object.entries(settings).every(([name, value]) => before[name] === value)) {
        dialogue.say('It says so already: nothing to write.');
        return true;
    }
    return write(path, withSettings(text, settings), dialogue);
}
const was = (name, old) => (old ? `was: ${shown(name, old)}` : 'new');
/** No secret, also where one was put into a URL. */
function shown(name, value) {
    if (value === '')
        return 'none';
    return name === 'V1_TOKEN' || value.includes('@') ? concealed(value) : value;
}
async function write(path, text, dialogue) {
    if ((await dialogue.confirm('Write this?')) !== true) {
        dialogue.say('Nothing was written.');
        if (!dialogue.canAsk) {
            dialogue.say('There is no terminal to ask on; this tries the call and writes:');
            dialogue.say('  npm run connect -- --yes');
        }
        return false;
    }
    await writeEnvFile(path, text);
    dialogue.say('Written, readable for you alone. npm start uses your OpenClaw from now on.');
    return true;
}
//# sourceMappingURL=env.step.js.map