package mockvro.host.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mockvro.host.script.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Language warnings: scripting-runtime.md §3. */
class WarningsTest {

  private static String constructs(String source) {
    List<String> found = new ArrayList<>();
    Warnings.of(source).forEach(each -> found.add(each.line() + ":" + each.construct()));
    return String.join(" ", found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
var a = 1; return a;                              | ``
for each (var x in [1]) {} const c = 1; var [d] = [c]; | ``
// let x = () => `x`                              | ``
return 'a => b';                                  | ``
return parseInt('08');                            | 1:parseInt
return parseInt('08', 10);                        | ``
return new Date('2020-01-02T03:04:05Z');          | 1:ISO date
return Date.parse('2020-01-02');                  | 1:ISO date
return new Date(2020, 0, 2);                      | ``
return Number.isInteger(1) + Math.trunc(1.5);     | 1:Number.isInteger 1:Math.trunc
return Object.keys({}).includes('a');             | 1:String or Array.includes
return Object.assign({}, {});                     | 1:Object.assign
return new Map();                                 | 1:Map
try { f() } catch (e) { return e.stack }          | 1:Error.stack
return this.stack;                                | ``
""")
  void libraryMembers(String source, String expected) {
    assertEquals(expected, constructs(source));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
return [1].map(x => x + 1);                       | arrow function
return `a`;                                       | template literal
let x = 1;                                        | let
class A {}                                        | class
for (var x of [1]) {}                             | for of
var b = [...a];                                   | spread or rest
return 2 ** 3;                                    | exponent operator
return 0b11;                                      | binary or octal literal
function f(a = 1) {}                              | default parameter
return {m() { return 1 }};                        | method shorthand
return a?.b;                                      | optional chaining
""")
  void newerSyntax(String source, String expected) {
    List<String> found = new ArrayList<>();
    Warnings.of("\n" + source).forEach(each -> found.add(each.construct()));
    assertTrue(found.contains(expected), found.toString());
    assertTrue(found.contains("syntax") || Engine.isNewer(), found.toString());
    assertTrue(Warnings.of("\n" + source).stream().allMatch(each -> each.line() >= 2));
  }

  @Test
  void linesAreThoseOfTheSource() {
    assertEquals("1:use strict 3:parseInt", constructs("'use strict';\n\nparseInt(x);"));
  }
}
