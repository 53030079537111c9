package dev.weakref.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * The demo runs, and there is a browser to look at it. Locks are held longer than usual,
 * so that a page that asks every second sees each of their states. Larger pictures for
 * screenshots:
 * {@code -Dscreenshot.height=3000 -Dscreenshot.width=4000 -Dscreenshot.visit-every=500ms
 * -Dscreenshot.budget=330MB -Dscreenshot.retain=3s}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("process")
@EnabledIf("dev.weakref.demo.Browser#isInstalled")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"demo.pictures.folder=target/pictures-${screenshot.width:960}", "demo.pictures.width=${screenshot.width:960}",
		"demo.pictures.height=${screenshot.height:720}", "demo.viewers.visit-every=${screenshot.visit-every:100ms}",
		"demo.comparison.budget=${screenshot.budget:18MB}",
		"weakref.caches.pictures.retain.expire-after-access=${screenshot.retain:1ms}", "demo.stamps.ink-dries=4s" })
@interface PageTest {

}
