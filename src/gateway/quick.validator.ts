import {
  getMetadataStorage,
  validate,
  type ValidationError,
  type ValidatorOptions,
} from 'class-validator';

type Metadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];
type Constructor = new (...args: never[]) => unknown;
type Check = (object: object, value: unknown) => unknown;

/** The rules of one property. */
interface Rules {
  /** Whether the property is checked at all: `IsOptional`, `ValidateIf`. */
  readonly conditions: Check[];
  /** Null where class-validator has to be asked, as for what is nested. */
  checks: Check[] | null;
}

const compiled = new Map<Constructor, Map<string, Rules>>();

/**
 * class-validator, which is only asked where there may be something to say: it collects the rules of a class
 * anew for every object, and prepares an error for each property. Here they are collected once, from the same
 * decorators, and whoever keeps them all is let through; of everybody else class-validator says what is wrong.
 * (Nest has one such package for all pipes of a process: that of the pipe that was made last.)
 */
export const quickValidator = {
  // Nest asks the package for it, to look for binary values where an object has to be.
  getMetadataStorage,
  validate: (
    object: object,
    options?: ValidatorOptions,
  ): ValidationError[] | Promise<ValidationError[]> =>
    isSurelyValid(object) ? [] : validate(object, options),
};

/** Whether an object has nothing but properties of its class, and each keeps its rules. */
function isSurelyValid(object: object): boolean {
  const rules = rulesOf(object.constructor as Constructor);
  if (rules.size === 0 || !Object.keys(object).every((name) => rules.has(name))) return false;
  for (const [name, { conditions, checks }] of rules) {
    const value: unknown = object[name as keyof object];
    if (!conditions.every((condition) => condition(object, value))) continue;
    if (!checks?.every((check) => check(object, value) === true)) return false;
  }
  return true;
}

function rulesOf(target: Constructor): Map<string, Rules> {
  const known = compiled.get(target);
  if (known) return known;
  const rules = new Map<string, Rules>();
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(
    target,
    '',
    false,
    false,
  )) {
    const { propertyName: name } = metadata;
    rules.set(name, withRule(rules.get(name) ?? { conditions: [], checks: [] }, metadata));
  }
  compiled.set(target, rules);
  return rules;
}

function withRule({ conditions, checks }: Rules, metadata: Metadata): Rules {
  if (metadata.type === 'conditionalValidation') {
    return { conditions: [...conditions, metadata.constraints[0] as Check], checks };
  }
  const isPlain = metadata.type === 'customValidation' && !metadata.each && !metadata.validateIf;
  return { conditions, checks: isPlain && checks ? [...checks, ...checksOf(metadata)] : null };
}

function checksOf({ constraintCls, constraints, propertyName }: Metadata): Check[] {
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }) => (object, value) => {
      const targetName = object.constructor.name;
      return instance.validate(value, {
        targetName,
        property: propertyName,
        object,
        value,
        constraints,
      });
    });
}
