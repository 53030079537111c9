package dev.weakref.spring;

import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.event.WeakEventListener;
import dev.weakref.spring.signal.WeakReceiver;
import kotlin.coroutines.Continuation;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.transaction.annotation.Transactional;

/**
 * Beans for {@link AnnotationRulesTests}: for each rule one bean with each annotation.
 * The annotated method is always named "on". A suspending function is written as Kotlin
 * compiles it: with a continuation as its last parameter.
 */
final class AnnotatedBeans {

	private AnnotatedBeans() {
	}

	/**
	 * Counts the calls of its method.
	 */
	static class Counter {

		private int calls;

		int calls() {
			return this.calls;
		}

		Object count() {
			return ++this.calls;
		}

	}

	interface ListenerFace {

		@WeakEventListener
		Object on(String event);

	}

	interface GenericListenerFace<E> {

		@WeakEventListener
		Object on(E event);

	}

	static class ListenerBase extends Counter {

		@WeakEventListener
		public Object on(String event) {
			return count();
		}

	}

	interface ReceiverFace {

		@WeakReceiver("events")
		Object on(String event);

	}

	interface GenericReceiverFace<E> {

		@WeakReceiver("events")
		Object on(E event);

	}

	static class ReceiverBase extends Counter {

		@WeakReceiver("events")
		public Object on(String event) {
			return count();
		}

	}

	interface MemoFace {

		@Memoized
		Object on(String event);

	}

	interface GenericMemoFace<E> {

		@Memoized
		Object on(E event);

	}

	static class MemoBase extends Counter {

		@Memoized
		public Object on(String event) {
			return count();
		}

	}

	static class PlainListener extends Counter {

		@WeakEventListener
		Object on(String event) {
			return count();
		}

	}

	static class PlainReceiver extends Counter {

		@WeakReceiver("events")
		Object on(String event) {
			return count();
		}

	}

	static class PlainMemo extends Counter {

		@Memoized
		Object on(String event) {
			return count();
		}

	}

	static class StaticListener extends Counter {

		@WeakEventListener
		static Object on(String event) {
			return event;
		}

	}

	static class StaticReceiver extends Counter {

		@WeakReceiver("events")
		static Object on(String event) {
			return event;
		}

	}

	static class StaticMemo extends Counter {

		@Memoized
		static Object on(String event) {
			return event;
		}

	}

	static class PrivateListener extends Counter {

		@WeakEventListener
		private Object on(String event) {
			return count();
		}

		Object use() {
			return on("");
		}

	}

	static class PrivateReceiver extends Counter {

		@WeakReceiver("events")
		private Object on(String event) {
			return count();
		}

		Object use() {
			return on("");
		}

	}

	static class PrivateMemo extends Counter {

		@Memoized
		private Object on(String event) {
			return count();
		}

		Object use() {
			return on("");
		}

	}

	static class FinalListener extends Counter {

		@WeakEventListener
		final Object on(String event) {
			return count();
		}

	}

	static class FinalReceiver extends Counter {

		@WeakReceiver("events")
		final Object on(String event) {
			return count();
		}

	}

	static class FinalMemo extends Counter {

		@Memoized
		final Object on(String event) {
			return count();
		}

	}

	static class SuspendingListener extends Counter {

		@WeakEventListener
		Object on(String event, Continuation<? super String> continuation) {
			return count();
		}

	}

	static class SuspendingReceiver extends Counter {

		@WeakReceiver("events")
		Object on(String event, Continuation<? super String> continuation) {
			return count();
		}

	}

	static class SuspendingMemo extends Counter {

		@Memoized
		Object on(String event, Continuation<? super String> continuation) {
			return count();
		}

	}

	static class AdvisedListener extends Counter {

		@Transactional
		@WeakEventListener
		Object on(String event) {
			return count();
		}

	}

	static class AdvisedReceiver extends Counter {

		@Transactional
		@WeakReceiver("events")
		Object on(String event) {
			return count();
		}

	}

	static class AdvisedMemo extends Counter {

		@Transactional
		@Memoized
		Object on(String event) {
			return count();
		}

	}

	@Transactional
	static class AdvisedClassListener extends Counter {

		@WeakEventListener
		Object on(String event) {
			return count();
		}

	}

	@Transactional
	static class AdvisedClassReceiver extends Counter {

		@WeakReceiver("events")
		Object on(String event) {
			return count();
		}

	}

	@Transactional
	static class AdvisedClassMemo extends Counter {

		@Memoized
		Object on(String event) {
			return count();
		}

	}

	static class OverridingListener extends ListenerBase implements ListenerFace {

		@Override
		@WeakEventListener
		public Object on(String event) {
			return count();
		}

	}

	static class OverridingReceiver extends ReceiverBase implements ReceiverFace {

		@Override
		@WeakReceiver("events")
		public Object on(String event) {
			return count();
		}

	}

	static class OverridingMemo extends MemoBase implements MemoFace {

		@Override
		@Memoized
		public Object on(String event) {
			return count();
		}

	}

	static class InheritedListener extends Counter implements ListenerFace {

		@Override
		public Object on(String event) {
			return count();
		}

	}

	static class InheritedReceiver extends Counter implements ReceiverFace {

		@Override
		public Object on(String event) {
			return count();
		}

	}

	static class InheritedMemo extends Counter implements MemoFace {

		@Override
		public Object on(String event) {
			return count();
		}

	}

	static class BridgedListener extends Counter implements GenericListenerFace<String> {

		@Override
		@WeakEventListener
		public Object on(String event) {
			return count();
		}

	}

	static class BridgedReceiver extends Counter implements GenericReceiverFace<String> {

		@Override
		@WeakReceiver("events")
		public Object on(String event) {
			return count();
		}

	}

	static class BridgedMemo extends Counter implements GenericMemoFace<String> {

		@Override
		@Memoized
		public Object on(String event) {
			return count();
		}

	}

	static class ManyParametersListener extends Counter {

		@WeakEventListener
		Object on(Object sender, String event, Object more) {
			return count();
		}

	}

	static class ManyParametersReceiver extends Counter {

		@WeakReceiver("events")
		Object on(Object sender, String event, Object more) {
			return count();
		}

	}

	static class ManyParametersMemo extends Counter {

		@Memoized
		Object on(Object sender, String event, Object more) {
			return count();
		}

	}

	static class SilentListener extends Counter {

		@WeakEventListener
		void on(String event) {
			count();
		}

	}

	static class SilentReceiver extends Counter {

		@WeakReceiver("events")
		void on(String event) {
			count();
		}

	}

	static class SilentMemo extends Counter {

		@Memoized
		void on(String event) {
			count();
		}

	}

	static class FactoryListener extends Counter implements FactoryBean<Object> {

		@WeakEventListener
		Object on(String event) {
			return count();
		}

		@Override
		public Object getObject() {
			return "product";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

	static class FactoryReceiver extends Counter implements FactoryBean<Object> {

		@WeakReceiver("events")
		Object on(String event) {
			return count();
		}

		@Override
		public Object getObject() {
			return "product";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

	static class FactoryMemo extends Counter implements FactoryBean<Object> {

		@Memoized
		Object on(String event) {
			return count();
		}

		@Override
		public Object getObject() {
			return "product";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

}
