package dev.weakref.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.weakref.demo.pictures.TestPictures;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the requests of the page, over HTTP.
 */
@SpringBootTest(properties = { "demo.pictures.folder=target/mvc-pictures", "demo.viewers.maximum=3" })
@AutoConfigureMockMvc
class DemoApplicationTests {

	private static final Path FOLDER = Path.of("target/mvc-pictures");

	@Autowired
	private MockMvcTester mvc;

	@BeforeAll
	static void writePictures() {
		TestPictures.write(FOLDER, "a b.jpg", "ü.png");
		TestPictures.writeDamaged(FOLDER.resolve("torn.jpg"));
	}

	@Test
	void opensShowsAndClosesAViewer() throws IOException {
		MvcTestResult opened = open("a b.jpg");
		assertThat(opened).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.width").isEqualTo(40);
		assertThat(opened).bodyJson().extractingPath("$.title").isEqualTo("A b");
		String location = location(opened);
		assertThat(this.mvc.get().uri(location)).hasStatusOk();
		assertThat(this.mvc.get().uri(location + "/view?x=0.2&y=7&zoom=NaN&width=20")).hasStatusOk()
			.hasContentType(MediaType.IMAGE_JPEG)
			.hasHeader("Cache-Control", "no-store");
		assertThat(this.mvc.delete().uri(location)).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.delete().uri(location)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.get().uri(location)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.get().uri(location + "/view")).hasStatus(HttpStatus.NOT_FOUND)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void twoViewersShareOneDecodeAndTheEndpointShowsIt() throws IOException {
		int loads = read("/actuator/weakrefs", "$.caches.pictures.loads");
		String first = location(open("ü.png"));
		String second = location(open("ü.png"));
		assertThat(this.mvc.get().uri("/actuator/weakrefs")).bodyJson()
			.extractingPath("$.caches.pictures.loads")
			.isEqualTo(loads + 1);
		assertThat(this.<Integer>read(first, "$.decode")).isEqualTo(this.<Integer>read(second, "$.decode"));
		assertThat(this.mvc.get().uri("/live")).bodyJson()
			.extractingPath("$.pictures[?(@.name == 'ü.png')].viewers")
			.asArray()
			.containsExactly(2);
		this.mvc.delete().uri(first).exchange();
		this.mvc.delete().uri(second).exchange();
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown.jpg", "../../pom.xml", "..\\\\..\\\\pom.xml", "/etc/passwd", "", "torn.jpg/x" })
	void knowsNoOtherNames(String name) {
		assertThat(open(name)).hasStatus(HttpStatus.NOT_FOUND)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("There is no picture of that name.");
	}

	@Test
	void answersBadRequestsWithAProblem() {
		assertThat(post("/viewers", "{}")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(post("/viewers", "{")).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(this.mvc.get().uri("/pictures/{name}/thumbnail", "../../pom.xml")).hasStatus4xxClientError();
		assertThat(this.mvc.get().uri("/live?after=x")).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void saysThatAFileIsNotAPicture() {
		assertThat(open("torn.jpg")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains("torn.jpg");
		assertThat(this.mvc.get().uri("/pictures/{name}/thumbnail", "torn.jpg"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@Test
	void servesThumbnails() {
		assertThat(this.mvc.get().uri("/pictures/{name}/thumbnail", "a b.jpg")).hasStatusOk()
			.hasContentType(MediaType.IMAGE_JPEG);
	}

	@Test
	void limitsTheNumberOfViewers() throws IOException {
		String[] viewers = { location(open("a b.jpg")), location(open("a b.jpg")), location(open("a b.jpg")) };
		assertThat(open("a b.jpg")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
		for (String viewer : viewers) {
			assertThat(this.mvc.delete().uri(viewer)).hasStatus(HttpStatus.NO_CONTENT);
		}
	}

	@Test
	void tellsABrowserWhichOfItsViewersAreGone() throws IOException {
		String viewer = location(open("a b.jpg"));
		String id = viewer.substring("/viewers/".length());
		assertThat(post("/viewers/heartbeat", "{\"viewers\": [\"" + id + "\", \"other\", null]}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"gone\": [\"other\"]}");
		assertThat(post("/viewers/heartbeat", "{}")).hasStatusOk();
		this.mvc.delete().uri(viewer).exchange();
	}

	@Test
	void asksForACollection() {
		assertThat(this.mvc.post().uri("/live/collections")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"keeping\": \"WEAK\"}");
		assertThat(this.mvc.get().uri("/live")).bodyJson()
			.extractingPath("$.heap.afterCollection")
			.asNumber()
			.satisfies((bytes) -> assertThat(bytes.longValue()).isPositive());
	}

	@Test
	void tellsWhatACollectionAchieved() throws IOException {
		this.mvc.delete().uri(location(open("a b.jpg"))).exchange();
		String achieved = Awaitility.await()
			.until(() -> this.mvc.post().uri("/live/collections").exchange().getResponse().getContentAsString(),
					(answer) -> JsonPath.<Integer>read(answer, "$.gone") > 0);
		assertThat(JsonPath.<Number>read(achieved, "$.freed").longValue()).isNotNegative();
		assertThat(JsonPath.<Number>read(achieved, "$.calledBackMillis").doubleValue()).isNotNegative();
		assertThat(JsonPath.<Integer>read(achieved, "$.inUse")).isZero();
	}

	@Test
	void allNumbersOfThePageAreInOneAnswerThatContainsTheReportOfTheEndpoint() throws IOException {
		Map<String, Object> report = read("/actuator/weakrefs", "$");
		assertThat(this.<Map<String, Object>>read("/live", "$.weakrefs")).containsOnlyKeys(report.keySet())
			.containsEntry("memoized", report.get("memoized"));
		assertThat(this.<Map<String, Object>>read("/live", "$.weakrefs.caches.pictures"))
			.containsAllEntriesOf(Map.of("maximumSize", 3, "expireAfterAccess", "PT3S"));
	}

	@ParameterizedTest
	@CsvSource({ "STRONG, 0, StrongMap.java, 'computeIfAbsent(name, decode)'",
			"BOUNDED, 0, BoundedCache.java, 'pictures.get(name, decode)'", "WEAK, 0, application.yml, maximum-size: 3",
			"WEAK, 1, WeaklyFound.java, 'pictures.get(name, decode)'" })
	void showsTheCodeOfEachStoreAsItIs(String store, int index, String file, String line) throws IOException {
		String source = (file.endsWith(".yml")) ? "src/main/resources/" : "src/main/java/dev/weakref/demo/pictures/";
		String text = Files.readString(Path.of(source + file));
		String path = "$." + store + "[" + index + "]";
		assertThat(this.<String>read("/comparison/code", path + ".file")).isEqualTo(file);
		assertThat(this.<String>read("/comparison/code", path + ".code").lines()).hasSizeLessThanOrEqualTo(8)
			.anyMatch((each) -> each.contains(line))
			.allSatisfy((each) -> assertThat(text).contains(each.strip()));
	}

	@Test
	void visitorsStayUntilTheyAreToldToLeave() throws IOException {
		assertThat(this.mvc.post().uri("/viewers/visitors")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(this.<Boolean>read("/live", "$.visitors")).isTrue();
		assertThat(this.mvc.delete().uri("/viewers/visitors")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.<Boolean>read("/live", "$.visitors")).isFalse();
	}

	@Test
	void thereIsNoOtherStore() {
		assertThat(this.mvc.post().uri("/comparison/SOFT")).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void exposesHealthMetersAndThePage() {
		assertThat(this.mvc.get().uri("/actuator/health")).hasStatusOk();
		assertThat(this.mvc.get().uri("/actuator/metrics/weakref.live")).hasStatusOk();
		assertThat(this.mvc.get().uri("/index.html")).hasStatusOk();
		assertThat(this.mvc.get().uri("/webjars/chart.js/4.5.1/dist/chart.umd.min.js")).hasStatusOk();
	}

	@Test
	void thePageAsksForNothingFromElsewhere() throws IOException {
		try (var files = Files.walk(Path.of("src/main/resources/static"))) {
			assertThat(files.filter(Files::isRegularFile)).isNotEmpty()
				.allSatisfy((file) -> assertThat(Files.readString(file).replace("http://www.w3.org/", ""))
					.doesNotContain("http://", "https://", "src=\"//"));
		}
	}

	private MvcTestResult open(String picture) {
		return post("/viewers", "{\"picture\": \"" + picture + "\"}");
	}

	private MvcTestResult post(String uri, String json) {
		return this.mvc.post().uri(uri).contentType(MediaType.APPLICATION_JSON).content(json).exchange();
	}

	private static String location(MvcTestResult opened) {
		assertThat(opened).hasStatus(HttpStatus.CREATED);
		return String.valueOf(opened.getResponse().getHeader("Location"));
	}

	private <T> T read(String uri, String path) throws IOException {
		return JsonPath.read(this.mvc.get().uri(uri).exchange().getResponse().getContentAsString(), path);
	}

}
