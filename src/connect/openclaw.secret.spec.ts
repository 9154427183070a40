import { describe, expect, it } from '@jest/globals';
import { readSecret, secretOfVariable } from './openclaw.secret.js';

const ENV = { TOKEN: 'abc', PART: 'x', EMPTY: '' };
const read = (value: unknown) => readSecret(value, 'gateway.auth.token', ENV);

describe('readSecret', () => {
  it.each([
    ['plain', 'plain'],
    [' padded ', 'padded'],
    ['${TOKEN}', 'abc'],
    ['$TOKEN', 'abc'],
    ['a-${PART}-${TOKEN}', 'a-x-abc'],
    ['$${TOKEN}', '${TOKEN}'],
    ['costs $5 ${', 'costs $5 ${'],
    ['${lower}', '${lower}'],
    [{ source: 'env', provider: 'default', id: 'TOKEN' }, 'abc'],
    [{ source: 'env', id: 'TOKEN' }, 'abc'],
  ])('resolves %j', (value, secret) => {
    expect(read(value)).toEqual({ value: secret, from: 'gateway.auth.token' });
  });

  it.each([
    ['${MISSING}', /not set here \(MISSING\)/],
    ['${EMPTY}', /EMPTY/],
    ['$MISSING', /MISSING/],
    ['${TOKEN}${MISSING}', /MISSING/],
    [{ source: 'env', id: 'MISSING' }, /MISSING/],
    [{ source: 'file', provider: 'main', id: '/a' }, /elsewhere \(file:main:\/a\)/],
    [{ source: 'store', id: 'GATEWAY' }, /elsewhere \(store:default:GATEWAY\)/],
  ])('says why it cannot resolve %j', (value, why) => {
    expect(read(value)).toEqual({
      value: null,
      from: 'gateway.auth.token',
      why: expect.stringMatching(why),
    });
  });

  it.each([[undefined], [null], [''], ['  '], [7], [{}], [{ source: 'env' }]])(
    'finds none in %j',
    (value) => {
      expect(read(value)).toBeNull();
    },
  );
});

describe('secretOfVariable', () => {
  it('tells the variable, and counts an empty one as none', () => {
    expect(secretOfVariable('TOKEN', ENV)).toEqual({ value: 'abc', from: 'TOKEN' });
    expect(secretOfVariable('EMPTY', ENV)).toBeNull();
    expect(secretOfVariable('MISSING', ENV)).toBeNull();
  });
});
