package dev.weakref.spring.bean;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Numbers and ages of the live beans of one type in one scope.
 *
 * @param live the number of live beans
 * @param oldest the age of the oldest, or {@code null} if there is none
 * @param endedButLive the number of those that Spring has destroyed and the collector
 * could have cleared since: they are still held
 * @param oldestEnded the time since the first of these was destroyed, or {@code null} if
 * there is none
 */
public record LiveBeans(long live, @Nullable Duration oldest, long endedButLive, @Nullable Duration oldestEnded) {
}
