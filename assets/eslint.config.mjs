// What the linter holds of the screens' JavaScript: faults, not taste; how the code looks
// is the formatter's. `make check` runs it from the project's root.
import js from "@eslint/js";
import globals from "globals";

const pcClock = "A screen's PC may have any clock: ask serverNow() of shared/servertime.js.";

export default [
  { ignores: ["**/node_modules/", "assets/lib/", "bin/", "data/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    rules: {
      "array-callback-return": "error",
      "consistent-return": "off",
      "default-case-last": "error",
      eqeqeq: "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "max-len": ["error", { code: 110, ignoreUrls: true }],
      "no-alert": "error",
      "no-constructor-return": "error",
      "no-duplicate-imports": "error",
      "no-eval": "error",
      "no-extend-native": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-promise-executor-return": "off",
      "no-return-assign": "off",
      "no-script-url": "error",
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unmodified-loop-condition": "error",
      "no-unneeded-ternary": "error",
      "no-unreachable-loop": "error",
      "no-use-before-define": ["error", { functions: false, variables: false, classes: false }],
      "no-useless-assignment": "error",
      "no-useless-concat": "error",
      "no-useless-rename": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "off",
      radix: "error",
    },
  },
  {
    files: ["**/ui/**/*.js", "assets/js/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: pcClock },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: pcClock },
        { selector: "CallExpression[callee.name='Date']", message: pcClock },
      ],
    },
  },
  {
    // Tests stand in for a page, which the page's modules then find.
    files: ["**/*.mjs"],
    languageOptions: { globals: { ...globals.node, document: "writable" } },
  },
];
