package dev.weakref.boot.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.MimeType;

/**
 * Shows a browser the {@link WeakRefsEndpoint} as a page, and other clients as JSON. Its
 * script reads the JSON of the endpoint. Script and style are files of their own, below
 * the path of the endpoint, since a content security policy usually forbids inline ones.
 * <p>
 * A browser asks for {@code application/xhtml+xml} beside {@code text/html}. The page is
 * offered as {@code text/*} rather than {@code text/html}, so that it is not preferred to
 * JSON where {@code text/html} is only one of the accepted types, as in the default
 * header of {@link java.net.HttpURLConnection}.
 *
 * @hidden
 */
@Internal
@EndpointWebExtension(endpoint = WeakRefsEndpoint.class)
public class WeakRefsPage extends WeakRefsEndpointWebExtension {

	private static final String HTML = "text/html;charset=UTF-8";

	private static final String SCRIPT = "text/javascript;charset=UTF-8";

	private static final String STYLE = "text/css;charset=UTF-8";

	private static final String ICON = "image/svg+xml";

	private final WeakRefsEndpoint endpoint;

	private final Supplier<String> path;

	private final BooleanSupplier clearable;

	/**
	 * Creates the extension.
	 * @param endpoint the endpoint to extend
	 * @param path returns the path of the endpoint
	 * @param clearable returns whether the endpoint may clear caches
	 */
	public WeakRefsPage(WeakRefsEndpoint endpoint, Supplier<String> path, BooleanSupplier clearable) {
		super(endpoint);
		this.endpoint = endpoint;
		this.path = path;
		this.clearable = clearable;
	}

	/**
	 * Returns the page.
	 * @return HTML, which holds no data of the application but the path of the endpoint
	 */
	@ReadOperation(produces = { "application/xhtml+xml", "text/*" })
	public WebEndpointResponse<String> page() {
		String path = this.path.get();
		String page = read("page.html").replace("{endpoint}", attribute(path.substring(path.lastIndexOf('/') + 1)))
			.replace("{clearable}", Boolean.toString(this.clearable.getAsBoolean()));
		return response(page, HTML);
	}

	/**
	 * Returns a section of the report, or a file that the page needs.
	 * @param section the name of the section, {@code page.js}, {@code page.css} or
	 * {@code page.svg}
	 * @return the report or file, or 404 if there is none
	 */
	@ReadOperation
	public WebEndpointResponse<Object> section(@Selector String section) {
		return switch (section) {
			case "page.js" -> response(read("page.js"), SCRIPT);
			case "page.css" -> response(read("page.css"), STYLE);
			case "page.svg" -> response(read("page.svg"), ICON);
			default -> report(this.endpoint.section(section));
		};
	}

	private static <T> WebEndpointResponse<T> response(T body, String type) {
		return new WebEndpointResponse<>(body, MimeType.valueOf(type));
	}

	private static WebEndpointResponse<Object> report(@Nullable Object report) {
		return (report != null) ? new WebEndpointResponse<>(report)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static String attribute(String text) {
		return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
	}

	private static String read(String file) {
		try {
			return new ClassPathResource(file, WeakRefsPage.class).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Puts the files into a native image.
	 */
	public static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern("dev/weakref/boot/actuate/page.*");
		}

	}

}
