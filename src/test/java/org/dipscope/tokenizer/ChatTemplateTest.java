package org.dipscope.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
    private static Tokenizer tokenizer;
    private static ChatTemplate own;

    @BeforeAll
    static void load() throws Exception {
        tokenizer = SampleTokenizer.tokenizer();
        own = ChatTemplate.of(SampleTokenizer.metadata());
    }

    @Test
    void theGoldenConversation() throws Exception {
        JsonNode golden;
        try (InputStream in = ChatTemplateTest.class.getResourceAsStream("/goldens/smollm2-135m.logits.json")) {
            golden = new ObjectMapper().readTree(in);
        }
        int[] prompt = IntStream.range(0, golden.get("prompt").size()).map(i -> golden.get("prompt").get(i).asInt()).toArray();
        List<Message> alone = List.of(user(golden.get("user").asText()));
        List<Message> withSystem = List.of(new Message(Role.SYSTEM, golden.get("system").asText()), alone.getFirst());
        assertThat(own.render(tokenizer, alone, true)).isEqualTo(golden.get("chat").asText());
        assertThat(own.encode(tokenizer, alone, true)).containsExactly(prompt);
        assertThat(own.encode(tokenizer, withSystem, true)).containsExactly(prompt);
        assertThat(own.isFallback()).isFalse();
        assertThat(own.note()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ 7*7 }}", "{% for x in [1,2] %}a{% endfor %}", "{# gone? #}", "{%- raw -%}{{ messages }}", "{{ raise_exception('x') }}",
        "{% endif %}", "{{", "%}", "${1+1} #{1+1}", "{{ '<|im_end|>' }}", "&lt;<b>", "\\n {{'\\n'}}", " two  spaces \n"})
    void whatAPersonTypesIsNoTemplate(String typed) throws Exception {
        assertThat(own.render(tokenizer, List.of(user(typed)), true)).contains("<|im_start|>user\n" + typed + "<|im_end|>\n");
        assertThat(tokenizer.decode(own.encode(tokenizer, List.of(user(typed)), true))).contains("<|im_start|>user\n" + typed + "<|im_end|>\n");
    }

    @Test
    void aModelWithoutATemplateGetsChatMl() throws Exception {
        for (String none : new String[] {null, "", " \n"}) {
            ChatTemplate template = Templates.of(none);
            assertThat(template.isFallback()).isTrue();
            assertThat(template.note()).hasValueSatisfying(note -> assertThat(note).contains("ChatML").endsWith("."));
            List<Message> messages = List.of(new Message(Role.SYSTEM, "Be brief."), user("Hi"), new Message(Role.ASSISTANT, "Hello"), user("Bye"));
            String expected = "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\n"
                    + "<|im_start|>user\nBye<|im_end|>\n";
            assertThat(template.render(tokenizer, messages, true)).isEqualTo(expected + "<|im_start|>assistant\n");
            assertThat(template.render(tokenizer, messages, false)).isEqualTo(expected);
            assertThat(template.encode(tokenizer, messages, true)).containsExactly(tokenizer.encode(expected + "<|im_start|>assistant\n", true));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
        "{% if %} § failed at line 1",
        "{{ messages[ }} § does not close the tag of line 1",
        "{% nonsense %} § failed at line 1",
        "{{ 'x'.getClass() }} § failed at line 1",
        "{{ 'x'.repeat(2000000000) }} § failed at line 1",
        "{% include 'pom.xml' %} § failed at line 1",
        "{{ raise_exception('No roles.') }} § refuses this conversation (No roles); change",
        "{% for m in messages if m.role( %}{% endfor %} § does not close the tag of line 1",
        "{% for a, b in messages if a %}{% endfor %} § failed at line 1",
        "{{ messages[::0] }} § failed at line 1",
        "{{ messages['a':] }} § failed at line 1",
        "{{ '{}'.format() }} § failed at line 1",
        "{% for m in messages if raise_exception('No roles.') %}{% endfor %} § refuses this conversation (No roles); change",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% set c = 1 %}{% endfor %}{% endfor %} § did not come to an end",
        "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }} § failed",
        "{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for a in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }} § failed"})
    void aTemplateThatCannotBeRenderedIsRefusedInOneSentence(String source, String sentence) throws Exception {
        ChatTemplate template = Templates.of(source);
        assertThatThrownBy(() -> template.encode(tokenizer, List.of(user("Hi")), true)).isInstanceOf(ChatTemplateException.class)
                .hasMessageStartingWith("The model's chat template ").hasMessageContaining(sentence)
                .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("\n").hasSizeLessThan(400));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
        "{{ 'a'|nope }} § FAILED § 1,filter,nope",
        "{{ messages.nope() }} § FAILED § 1,method,list,nope",
        "{{ messages - 1 }} § FAILED § 1,unfit,[{role=user, content=Hi}],number",
        "{{ 1 + }} § FAILED § 1,unfinished,1 +",
        "{{ 1 // 0 }} § FAILED § 1,zero",
        "{{ raise_exception('No system prompt.') }} § REFUSED § No system prompt",
        "Hi {{ messages § UNCLOSED § 1"})
    void whatIsWrongStandsBesideTheSentence(String source, ChatTemplateException.Trouble trouble, String details) {
        assertThatExceptionOfType(ChatTemplateException.class).isThrownBy(() -> Templates.of(source).encode(tokenizer, List.of(user("Hi")), true))
                .satisfies(e -> assertThat(e.trouble()).isEqualTo(trouble)).satisfies(e -> assertThat(String.join(",", e.details())).isEqualTo(details));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
        "{{ 1 == 1 == 1 }} § ('true' is no number)",
        "{{ messages - 1 }} § ('[{role=user, content=Hi}]' is no number)",
        "{{ 1 // 0 }} § (division by zero)",
        "{{ 5|divide(0) }} § (division by zero)",
        "{{ messages.nope() }} § (a list has no method nope)",
        "{{ messages[0].nope() }} § (a mapping has no method nope)",
        "{{ 'a'.nope() }} § (texts have no method nope)",
        "{{ 'a'.replace('b') }} § (an argument is missing)",
        "{{ 'a'.join(1) }} § (what is joined is no list)",
        "{{ ['a', 1]|sort }} § (a text stands where a number is wanted)",
        "{{ 'a'|indent('b') }} § (Character b is neither",
        "{{ 'a'|datetimeformat }} § (Input to function must be",
        "{{ 1 + }} § ('1 +' is not finished)",
        "{{ a b }} § ('a b' makes no sense at 'b')",
        "{% include 'pom.xml' %} § includes no other files)",
        "{{ 'a'|nope }} § (there is no filter nope)",
        "{{ messages|map(attribute='role')|list | nope(1) }} § (there is no filter nope)",
        "{{ 'a' is nope }} § (there is no test nope)",
        "{% if 'a' is not nope %}{% endif %} § (there is no test nope)",
        "{{ 'a § does not close the tag of line 1",
        "{# a § does not close the tag of line 1"})
    void whatIsWrongWithATemplateIsSaidInItsOwnTerms(String source, String words) throws Exception {
        ChatTemplate template = Templates.of(source);
        assertThatThrownBy(() -> template.render(tokenizer, List.of(user("Hi")), true)).isInstanceOf(ChatTemplateException.class).hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("java", "Exception", "hubspot", "Error", "class "));
    }

    @Test
    void aFilterThatIsMissingIsNoFaultWhereItIsNotReached() throws Exception {
        assertThat(Templates.of("{% if tools %}{{ tools|nope }}{% endif %}{{ 1 is defined }}").render(tokenizer, List.of(), true)).isEqualTo("true");
    }

    @Test
    void mappingsMayEndTogether() throws Exception {
        assertThat(Templates.of("{{ {'a': {'b': 'c'}}['a']['b'] }}").render(tokenizer, List.of(), true)).isEqualTo("c");
    }

    /** Past some hundreds jinjava's time grows with the cube of the number: a hundred thousand would never come to an end. */
    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {"( § )", "[ § ]", "{'a': § }", "a[ § ]", "range( § )", "not § ``", "'a'[0: § ]"})
    void bracketsWithoutEndAreRefusedAtOnce(String open, String close) throws Exception {
        String deep = "{{ " + (open + " ").repeat(100_000) + "1" + close.repeat(100_000) + " }}";
        assertThatThrownBy(() -> Templates.of(deep).render(tokenizer, List.of(), true)).isInstanceOf(ChatTemplateException.class).hasMessageContaining("nests more than 100 brackets");
    }

    @Test
    void aHundredBracketsAreNoProblem() throws Exception {
        assertThat(Templates.of("{{ " + "(".repeat(100) + "1" + ")".repeat(100) + " }}").render(tokenizer, List.of(), true)).isEqualTo("1");
    }

    @Test
    void loopsWithoutEndAreRefused() throws Exception {
        String deep = "{% for a in [] %}{% else %}".repeat(50_000) + "{% endfor %}".repeat(50_000);
        assertThatThrownBy(() -> Templates.of(deep).render(tokenizer, List.of(), true)).isInstanceOf(ChatTemplateException.class)
                .hasMessageContaining("asks for more memory than there is");
    }

    @Test
    void theTemplateMayAskForTheDate() throws Exception {
        assertThat(Templates.of("{{ strftime_now('%d %b %Y') }}").render(tokenizer, List.of(), true)).matches("\\d\\d [A-Z][a-z]{2} 20\\d\\d");
        assertThat(ClockFormat.format("%d %b %Y %H:%M %Q%", LocalDateTime.of(2024, 7, 3, 9, 5))).isEqualTo("03 Jul 2024 09:05 %Q%");
    }

    @Test
    void longConversationsAreNoProblem() throws Exception {
        List<Message> messages = IntStream.range(0, 1000).mapToObj(i -> new Message(i % 2 == 0 ? Role.USER : Role.ASSISTANT, "turn " + i)).toList();
        assertThat(own.encode(tokenizer, messages, true)).hasSizeGreaterThan(8000);
    }

    private static Message user(String content) {
        return new Message(Role.USER, content);
    }
}
