package dev.weakref.demo.pictures;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Tells browsers what is the matter with a picture.
 */
@RestControllerAdvice
class PictureProblems {

	@ExceptionHandler
	ProblemDetail problem(PictureException ex) {
		HttpStatus status = (ex instanceof UnknownPictureException) ? HttpStatus.NOT_FOUND
				: (ex instanceof UnreadablePictureException) ? HttpStatus.UNPROCESSABLE_CONTENT
						: HttpStatus.SERVICE_UNAVAILABLE;
		return ProblemDetail.forStatusAndDetail(status, ex.getMessage());
	}

}
