package io.rootsocket.hub.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictCsvTest {

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private List<Object> read(byte[] content, String charset, boolean lazily) throws Exception {
        var csv = new StrictCsv();
        csv.setUseOrderedMaps(true);
        csv.setLazyLoad(lazily);
        csv.start();
        var exchange = new DefaultExchange(camel);
        exchange.setProperty(Exchange.CHARSET_NAME, charset);
        Object body = lazily ? Files.write(folder.resolve("a.csv"), content).toFile() : content;
        Object read = csv.unmarshal(exchange, body);
        var records = new ArrayList<Object>();
        (read instanceof Iterator<?> iterator ? iterator : ((List<?>) read).iterator()).forEachRemaining(records::add);
        return records;
    }

    private List<Object> read(byte[] content) throws Exception {
        List<Object> lazily = read(content, "UTF-8", true);
        assertThat(read(content, "UTF-8", false)).isEqualTo(lazily);
        return lazily;
    }

    private void refuses(byte[] content, String... words) {
        for (boolean lazily : new boolean[] {true, false}) {
            assertThatThrownBy(() -> read(content, "UTF-8", lazily))
                    .isInstanceOf(UnreadableCsvException.class)
                    .hasMessageContainingAll(words);
        }
    }

    private static byte[] with(int[] mark, String text, Charset charset) {
        byte[] content = text.getBytes(charset);
        var all = new byte[mark.length + content.length];
        for (int i = 0; i < mark.length; i++) {
            all[i] = (byte) mark[i];
        }
        System.arraycopy(content, 0, all, mark.length, content.length);
        return all;
    }

    @Test
    void readsWhatExcelWrites() throws Exception {
        String text = "sku,quantity\r\nJos\u00e9,3\r\n";
        List<Object> records = List.of(Map.of("sku", "Jos\u00e9", "quantity", "3"));

        assertThat(read(text.getBytes(UTF_8))).isEqualTo(records);
        assertThat(read(with(new int[] {0xEF, 0xBB, 0xBF}, text, UTF_8))).isEqualTo(records);
        assertThat(read(with(new int[] {0xFF, 0xFE}, text, UTF_16LE))).isEqualTo(records);
        assertThat(read(with(new int[] {0xFE, 0xFF}, text, UTF_16BE))).isEqualTo(records);
        assertThat(read(text.getBytes(ISO_8859_1), "windows-1252", true)).isEqualTo(records);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'a,b\n1,2\n1,2,3\n' ! Line 3 has 3 values, and there are 2 columns",
                "'a,b\n1\n' ! Line 2 has 1 values",
                "'a,b\n1,2\n1' ! Line 3 has 1 values",
                "'sku,n,sku\n1,2,3\n' ! Two columns are called `sku`",
                "'sku;n\n1;2\n' ! separated by `;`",
                "'sku;n\n1;2,5\n' ! separated by `;`",
                "'sku\tn\n1\t2\n' ! the route expects `,`",
                "'a,b\n\"1,2\n' ! It is no CSV",
            })
    void refusesAFileAsAWholeForOneLine(String text, String words) {
        refuses(text.replace("\\n", "\n").replace("\\t", "\t").getBytes(UTF_8), words);
    }

    @Test
    void refusesAnotherCharsetAndSaysWhatToDo() {
        refuses("sku,n\nJos\u00e9,1\n".getBytes(ISO_8859_1), "not text in UTF-8", "CSV UTF-8", "windows-1252");
        refuses("sku,n\na,1\n".getBytes(UTF_16LE), "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void refusesAnEmptyFile(int mark) {
        refuses(with(mark == 0 ? new int[0] : new int[] {0xEF, 0xBB, 0xBF}, "", UTF_8), "It is empty");
    }

    @Test
    void handsOnNoRecordOfAFileThatIsWrongFurtherDown() {
        String text = "a,b\n" + "1,2\n".repeat(50_000) + "1\n";

        refuses(text.getBytes(UTF_8), "Line 50002");
    }

    @Test
    void takesColumnsWithSeparatorsInQuotesAndEmptyLines() throws Exception {
        assertThat(read("a,b\n\"1,5;2\",\n\n3,4\n".getBytes(UTF_8)))
                .isEqualTo(List.of(Map.of("a", "1,5;2", "b", ""), Map.of("a", "3", "b", "4")));
    }
}
